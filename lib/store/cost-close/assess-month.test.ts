import { expect, test } from 'vitest';
import { type ChecklistId, judgeChecklist } from '@/lib/domain/cost/close-checklist';
import type { KnownDelivery } from '@/lib/store/cost-rollups/known-deliveries';
import { toChecklist } from './assess-month';

const title = 'Export of payer';
const connection = { id: 'c1', name: 'Factory AWS' };
const delivery = (given: Partial<KnownDelivery> = {}): KnownDelivery => ({
  id: 'd1',
  connectionId: 'c1',
  source: 'aws-focus',
  scope: 'payer',
  title,
  billingMonth: '2026-10-01',
  basis: 'billed',
  coverage: 'all',
  state: 'kept',
  counts: true,
  deliveredAt: new Date('2026-11-08T00:00:00Z'),
  arrivedAt: new Date('2026-11-08T00:00:00Z'),
  firstDay: '2026-10-01',
  lastDay: '2026-10-31',
  rejectedRows: 0,
  isDismissed: false,
  billingAccounts: ['payer'],
  accountSums: [{ account: 'payer', currency: 'USD', billed: '10', effective: '10' }],
  rollup: {
    baseDay: '2026-10-01',
    attribution: { rules: [], siteAliases: {}, written: 0, version: null },
    tagKeys: [],
  },
  ...given,
});
const now = new Date('2026-11-10T00:00:00Z');

function assess(known: KnownDelivery[], at = now) {
  const items = toChecklist(known, [connection], { month: '2026-10', now: at, lines: [], reconciled: [] });
  const found = (id: ChecklistId) => items.find((item) => item.id === id)?.found;
  return { judged: judgeChecklist(items), found };
}

test('nothing speaks against a month that every source told whole', () => {
  expect(assess([delivery()]).judged).toBe('clear');
});

test('a month that is not over, or not added up, cannot be closed', () => {
  expect(assess([delivery()], new Date('2026-10-31T23:59:59Z')).judged).toBe('refused');
  const { judged, found } = assess([delivery({ rollup: null })]);
  expect([judged, found('added-up')]).toEqual(['refused', [{ code: 'not-added-up', title }]]);
});

test('a connection that never delivered, a month left out and days left out need a reason', () => {
  expect(assess([])).toMatchObject({ judged: 'override' });
  expect(assess([]).found('missing')).toEqual([{ code: 'never-delivered', connection: 'Factory AWS' }]);
  const september = delivery({ billingMonth: '2026-09-01' });
  expect(assess([september]).found('missing')).toEqual([{ code: 'not-delivered', title }, { code: 'nothing-told' }]);
  const november = delivery({ billingMonth: '2026-11-01' });
  expect(assess([november]).found('missing')).toEqual([
    { code: 'first-bill-later', title, month: '2026-11' },
    { code: 'nothing-told' },
  ]);
  const early = delivery({ deliveredAt: new Date('2026-10-30T12:00:00Z') });
  expect(assess([early]).found('missing')).toEqual([{ code: 'told-in-part', title, to: '2026-10-29' }]);
});

test('a file somebody imported owes no further month', () => {
  const imported = delivery({ connectionId: null, source: 'focus-file', billingMonth: '2026-09-01', scope: 'file' });
  expect(assess([delivery(), imported]).judged).toBe('clear');
});

test('a bill in quarantine needs a reason, also where the one before it goes on counting', () => {
  const refused = delivery({ id: 'd2', state: 'quarantined', counts: false, rejectedRows: 3, rollup: null });
  const { judged, found } = assess([delivery(), refused]);
  expect([judged, found('quarantined')]).toEqual([
    'override',
    [{ code: 'unread', title, rows: 3, isDismissed: false }],
  ]);
});

test('what may still change, overlaps and estimates are told and are no obstacle', () => {
  const recent = delivery({ deliveredAt: new Date('2026-11-02T00:00:00Z') });
  const overlapping = delivery({ id: 'd2', scope: 'other', state: 'overlapping', counts: false, title: 'CUR' });
  const estimate = delivery({ id: 'd3', scope: 'usage', basis: 'own-estimate', title: 'Usage' });
  const { judged, found } = assess([recent, overlapping, estimate]);
  expect(judged).toBe('clear');
  expect(found('unsettled')).toEqual([{ code: 'may-change', title, from: '2026-10-30' }]);
  expect(found('overlapping')).toEqual([
    { code: 'overlap', title: 'CUR', by: [title, 'Usage'], untoldAccounts: [], untoldDays: [] },
  ]);
  expect(found('estimates')).toEqual([{ code: 'estimate', title: 'Usage' }]);
});

test('a bill in quarantine that was dismissed is told, and no obstacle', () => {
  const gone = delivery({ id: 'd2', state: 'quarantined', counts: false, rejectedRows: 3, isDismissed: true });
  const { judged, found } = assess([delivery(), gone]);
  expect([judged, found('quarantined')]).toEqual(['clear', [{ code: 'unread', title, rows: 3, isDismissed: true }]]);
  // Its connection still owes the month.
  expect(assess([gone]).found('missing')).toEqual([{ code: 'never-delivered', connection: 'Factory AWS' }]);
});

test('what an overlap alone tells needs a reason', () => {
  const overlap = { id: 'd2', scope: 'other', state: 'overlapping', counts: false, title: 'CUR' } as const;
  const accounts = assess([delivery(), delivery({ ...overlap, billingAccounts: ['payer', 'second'] })]);
  expect([accounts.judged, accounts.found('overlapping')]).toEqual([
    'override',
    [{ code: 'overlap', title: 'CUR', by: [title], untoldAccounts: ['second'], untoldDays: [] }],
  ]);
  const days = assess([delivery({ lastDay: '2026-10-20' }), delivery(overlap)]);
  expect([days.judged, days.found('overlapping')]).toEqual([
    'override',
    [
      {
        code: 'overlap',
        title: 'CUR',
        by: [title],
        untoldAccounts: [],
        untoldDays: [{ from: '2026-10-21', to: '2026-10-31' }],
      },
    ],
  ]);
  // The bill that counts tells the billed costs alone.
  expect(assess([delivery({ coverage: 'billed' }), delivery(overlap)]).judged).toBe('override');
});
