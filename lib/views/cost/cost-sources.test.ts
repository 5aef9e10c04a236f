import { expect, test } from 'vitest';
import type { KnownDelivery } from '@/lib/store/cost-rollups/known-deliveries';
import { toCostSources } from './cost-sources';

const connection = { id: 'c', name: 'Cloud', provider: 'google-cloud' } as const;
const asOf = new Date('2026-11-20T12:00:00Z');

function bill(billingMonth: string, connectionId: string | null): KnownDelivery {
  return {
    id: billingMonth,
    connectionId,
    source: connectionId === null ? 'focus-file' : 'google-cloud-focus',
    scope: 'account',
    title: 'Account',
    billingMonth,
    basis: 'billed',
    coverage: 'all',
    state: 'kept',
    counts: true,
    deliveredAt: asOf,
    arrivedAt: asOf,
    firstDay: billingMonth,
    lastDay: billingMonth,
    rejectedRows: 0,
    isDismissed: false,
    billingAccounts: ['payer'],
    accountSums: [{ account: 'payer', currency: 'USD', billed: '10', effective: '10' }],
    rollup: {
      baseDay: billingMonth,
      attribution: { rules: [], siteAliases: {}, written: 0, version: null },
      tagKeys: [],
    },
  };
}

const missingOf = (deliveries: KnownDelivery[], more: { isFirstBillFirstCost?: boolean } = {}) =>
  toCostSources(deliveries, [connection], {
    metric: 'billed',
    range: { from: '2026-09-10', to: '2026-10-31' },
    asOf,
    ...more,
  }).flatMap(({ source, missing }) => (source === null ? [] : missing.map(({ from, to }) => [from, to])));

test('what a source cost before its first bill is not known', () => {
  expect(missingOf([bill('2026-10-01', 'c'), bill('2026-11-01', 'c')])).toEqual([['2026-09-10', '2026-09-30']]);
  expect(missingOf([bill('2026-11-01', 'c')])).toEqual([['2026-09-10', '2026-10-31']]);
});

test('a bill of the first day asked for leaves nothing unknown before it', () => {
  expect(missingOf([bill('2026-09-01', 'c'), bill('2026-10-01', 'c')])).toEqual([]);
});

test('a file that somebody imported tells its own months and owes no others', () => {
  expect(missingOf([bill('2026-10-01', null)])).toEqual([]);
});

test('a file is told to the last day that it has a row of', () => {
  const [source] = toCostSources([{ ...bill('2026-10-01', null), lastDay: '2026-10-10' }], [], {
    metric: 'billed',
    range: { from: '2026-10-01', to: '2026-10-31' },
    asOf,
  });
  expect(source?.completeTo).toBe('2026-10-10');
});

test('who learns from the past takes the first bill for the first cost', () => {
  expect(missingOf([bill('2026-10-01', 'c')], { isFirstBillFirstCost: true })).toEqual([]);
});

const october = { range: { from: '2026-10-01', to: '2026-10-31' }, asOf } as const;
const toldOf = (deliveries: KnownDelivery[], metric: 'billed' | 'effective' = 'billed', connections = [connection]) =>
  toCostSources(deliveries, connections, { ...october, metric }).map(({ title, missing, leftOut }) => ({
    title,
    missing: missing.map(({ from, to }) => [from, to]),
    leftOut: leftOut.map(({ why }) => why),
  }));

/** What waits of an imported file, beside the connection's own bill of all October. */
const whole = { ...bill('2026-10-01', 'c'), lastDay: '2026-10-31' };
const waiting = (given: Partial<KnownDelivery> = {}): KnownDelivery => ({
  ...bill('2026-10-01', null),
  id: 'file',
  title: 'File',
  scope: 'file',
  state: 'overlapping',
  counts: false,
  ...given,
});

test('what another tells whole is left out, and nothing is missing for it', () => {
  const why = 'Its delivery does not count, for “Account” tells the same costs.';
  expect(toldOf([whole, waiting({ lastDay: '2026-10-31' })])).toEqual([
    { title: 'Cloud', missing: [], leftOut: [] },
    { title: 'File', missing: [], leftOut: [why] },
  ]);
  // A delivery that counted until another was chosen over it.
  expect(toldOf([whole, waiting({ state: 'kept' })])[1]).toEqual({ title: 'File', missing: [], leftOut: [why] });
});

test('accounts, days and costs of an overlap that none tells make a floor', () => {
  const [, accounts] = toldOf([whole, waiting({ billingAccounts: ['payer', 'other'] })]);
  expect(accounts).toEqual({ title: 'File', missing: [['2026-10-01', '2026-10-31']], leftOut: [] });
  const short = { ...whole, lastDay: '2026-10-20' };
  const [, days] = toldOf([short, waiting({ lastDay: '2026-10-25' })]);
  expect(days?.missing).toEqual([['2026-10-21', '2026-10-25']]);
  expect(days?.leftOut).toEqual([]);
  // The range asked for ends before them.
  const [, early] = toCostSources([short, waiting({ lastDay: '2026-10-25' })], [connection], {
    metric: 'billed',
    range: { from: '2026-10-01', to: '2026-10-10' },
    asOf,
  });
  expect([early?.missing, early?.leftOut.length]).toEqual([[], 1]);
  // The effective costs are told by the waiting one alone.
  const billed = { ...whole, coverage: 'billed' as const };
  expect(toldOf([billed, waiting()], 'billed')[1]?.missing).toEqual([]);
  expect(toldOf([billed, waiting()], 'effective')[0]?.missing).toEqual([['2026-10-01', '2026-10-31']]);
});

test('an overlap of which the others tell less, or nobody knows how much, makes a floor', () => {
  const sum = { account: 'payer', currency: 'USD', billed: '10', effective: '10' };
  const missingOfFile = (file: KnownDelivery['accountSums'], other: KnownDelivery['accountSums'] = [sum]) =>
    toldOf([{ ...whole, accountSums: other }, waiting({ accountSums: file })], 'billed')[1]?.missing;
  const all = [['2026-10-01', '2026-10-31']];
  expect(missingOfFile([{ ...sum, billed: '10.000000000000000000000001' }])).toEqual(all);
  expect(missingOfFile([{ ...sum, currency: 'EUR' }])).toEqual(all);
  expect(missingOfFile(null)).toEqual(all);
  expect(missingOfFile([sum], null)).toEqual(all);
  expect(missingOfFile([{ ...sum, billed: '9.99', effective: '99' }])).toEqual([]);
  expect(missingOfFile([{ ...sum, billed: null }])).toEqual([]);
});

test('an overlap whose other no longer counts is a floor, and so is one behind an older one that does', () => {
  expect(toldOf([waiting()], 'billed', [])).toEqual([
    { title: 'File', missing: [['2026-10-01', '2026-10-31']], leftOut: [] },
  ]);
  const older = { ...bill('2026-10-01', null), scope: 'file', title: 'File', billingAccounts: ['own'] };
  const newer = waiting({ billingAccounts: ['own', 'payer'] });
  expect(toldOf([whole, older, newer])[1]?.missing).toEqual([['2026-10-01', '2026-10-31']]);
});

test('of a connection that is left out, days that neither tells are missing', () => {
  const own = { ...bill('2026-10-01', 'c'), state: 'overlapping' as const, counts: false, lastDay: '2026-10-09' };
  const early = { ...own, deliveredAt: new Date('2026-10-10T12:00:00Z') };
  const file = { ...waiting({ state: 'kept', counts: true }), lastDay: '2026-10-15' };
  expect(toldOf([early, file])[0]?.missing).toEqual([['2026-10-16', '2026-10-31']]);
});

test('of a connection that tells other costs, what was dismissed and never told is named as left out', () => {
  const other = { ...bill('2026-10-01', 'c'), id: 'other', scope: 'other', billingAccounts: ['other'] };
  const own = { ...other, state: 'quarantined' as const, counts: false, isDismissed: true };
  const [told, left, ...more] = toldOf([whole, own]);
  expect(told).toMatchObject({ title: 'Cloud', missing: [], leftOut: [] });
  expect(left).toEqual({ title: 'Cloud', missing: [], leftOut: ['A delivery that could not be read was dismissed.'] });
  expect(more).toEqual([]);
});

test('a refusal that was dismissed is left out; a connection still owes the month', () => {
  const refused = waiting({ state: 'quarantined', rejectedRows: 2 });
  expect(toldOf([refused], 'billed', [])[0]?.missing).toEqual([['2026-10-01', '2026-10-31']]);
  const gone = { ...refused, isDismissed: true };
  expect(toldOf([gone], 'billed', [])).toEqual([
    { title: 'File', missing: [], leftOut: ['A delivery that could not be read was dismissed.'] },
  ]);
  const before = { ...bill('2026-10-01', null), scope: 'file', title: 'File' };
  expect(toldOf([before, gone], 'billed', [])[0]?.missing).toEqual([]);
  const own = { ...bill('2026-10-01', 'c'), state: 'quarantined' as const, counts: false, isDismissed: true };
  expect(toldOf([own])).toEqual([{ title: 'Cloud', missing: [['2026-10-01', '2026-10-31']], leftOut: [] }]);
  expect(toldOf([whole, { ...own, id: 'newer' }])).toEqual([
    {
      title: 'Cloud',
      missing: [],
      leftOut: ['A delivery that could not be read was dismissed. The one before it goes on counting.'],
    },
  ]);
});
