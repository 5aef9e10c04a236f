import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Actor } from '@/lib/access/actor';
import { formatAmount } from '@/lib/domain/cost/amount';
import type { Refusal } from '@/lib/domain/refusal';
import { defaultTagRules } from '@/lib/domain/resource';
import { readCloseLines, readCloses, verifyClose } from '@/lib/store/cost-close/read-closes';
import {
  createTestLedger,
  type TestLedger,
  type TestRow,
  toCsv,
  toDelivery,
  toFile,
} from '@/lib/store/cost-ledger/test-ledger';
import { readClose } from '@/lib/views/cost/close/read-close';
import { readCloseChanges } from '@/lib/views/cost/close/read-close-lines';
import { readCloses as listCloses } from '@/lib/views/cost/close/read-closes';
import { closeMonth } from './close-month';
import { reopenMonth } from './reopen-month';

let ledger: TestLedger;
beforeAll(async () => {
  ledger = await createTestLedger();
});
afterAll(() => ledger.close());

const finance: Actor = {
  kind: 'person',
  id: null,
  personId: null,
  label: 'Fay Finance',
  grants: [{ role: 'finance', scope: { kind: 'all' } }],
};
const openLedger = async () => ({ root: ledger.folder.root, engine: ledger.engine });
const at = (now: string, actor = finance) => ({
  actor,
  database: ledger.database,
  now: new Date(now),
  requestId: 'test',
});

/** Rows of a month's bill, which are of October unless another is named. */
async function deliver(month: string, arrived: string, rows: readonly TestRow[], scope = 'payer/export') {
  const dated = rows.map((row) => ({
    BillingPeriodStart: `${month}-01T00:00:00Z`,
    ChargePeriodStart: `${month}-05T00:00:00Z`,
    ChargePeriodEnd: `${month}-06T00:00:00Z`,
    SkuId: 'hour',
    PricingUnit: 'Hours',
    ...row,
  }));
  const delivery = toDelivery([toFile(toCsv(dated))], { billingMonth: month as '2026-10', version: arrived, scope });
  const [outcome] = (await ledger.keepDelivery(delivery, new Date(arrived))).months;
  expect(outcome?.state).toBe('kept');
}

const usage = (resource: string, quantity: string, cost: string, team: string | null = null): TestRow => ({
  ResourceId: resource,
  PricingQuantity: quantity,
  BilledCost: cost,
  EffectiveCost: cost,
  Tags: team === null ? '' : JSON.stringify({ team }),
});

const close = (now: string, month: string, reason: string | null = null) =>
  closeMonth(at(now), { month: month as '2026-10', comment: 'Closed.', overrideReason: reason }, openLedger);
const refusal = (work: Promise<unknown>) =>
  work.then(
    () => null,
    (error: Refusal) => [error.kind, error.message],
  );
const tell = (now: string, month: string, query = {}) =>
  readClose(at(now), month, { metric: 'billed', ...query }, openLedger);

describe('closing a month', () => {
  test('keeps its exact sums and what they are of, for good', async () => {
    await deliver('2026-10', '2026-11-02T00:00:00Z', [
      usage('a', '24', '0.1', 'red'),
      usage('b', '24', '0.2', 'red'),
      usage('c', '1', '1.000000000000000000000001'),
    ]);
    const closed = await close('2026-11-03T00:00:00Z', '2026-10');
    expect(closed.number).toBe(1);
    const [kept] = await readCloses(ledger.database.pool, '2026-10');
    if (kept === undefined) throw new Error('It is not kept.');
    const lines = await readCloseLines(ledger.database.pool, kept.id);
    expect(
      lines.map(({ team, provider, service, billingAccount, sums, rows }) => [
        team,
        provider,
        service,
        billingAccount,
        rows,
        sums.billed.amount === null ? null : formatAmount(sums.billed.amount),
      ]),
    ).toEqual([
      [null, 'aws', 'EC2', 'payer', 1, '1.000000000000000000000001'],
      ['red', 'aws', 'EC2', 'payer', 2, '0.3'],
    ]);
    expect(kept).toMatchObject({ closedBy: 'Fay Finance', comment: 'Closed.', overrideReason: null, reopening: null });
    expect(kept.chargeDays).toMatchObject([{ currency: 'USD', costs: { billed: '1.300000000000000000000001' } }]);
    expect(kept.checklist.find(({ id }) => id === 'unallocated')?.found).toEqual([
      { code: 'no-team', currency: 'USD', basis: 'billed', tenths: 769 },
    ]);
    expect(await verifyClose(ledger.database.pool, kept, null)).toBe(true);
  });

  test('cannot be changed or taken out, not even by whoever holds the database', async () => {
    for (const sql of [
      `UPDATE cost_close SET comment = 'x'`,
      'DELETE FROM cost_close',
      'UPDATE cost_close_line SET billed = 0',
      'DELETE FROM cost_close_line',
      'TRUNCATE cost_close_line',
      `UPDATE cost_close_delivery SET title = 'x'`,
      `INSERT INTO cost_close_line SELECT close_id, position + 100, source, scope, basis, currency, provider, billing_account,
         service, charge_category, team, site, rows, billed, effective, list, contracted, untold_billed, untold_effective,
         untold_list, untold_contracted FROM cost_close_line`,
    ])
      await expect(ledger.database.pool.query(sql)).rejects.toMatchObject({ code: '42501' });
    for (const sql of [
      'DELETE FROM cost_delivery',
      'TRUNCATE cost_delivery CASCADE',
      'DELETE FROM cost_file',
      `UPDATE cost_file SET parquet_path = 'x'`,
      `INSERT INTO cost_file SELECT delivery_id, position + 1, name, bytes, sha256, parquet_path, parquet_hash, rows, fault
         FROM cost_file`,
    ])
      await expect(ledger.database.pool.query(sql)).rejects.toMatchObject({ code: '23001' });
  });

  test('is refused twice, before its end, without the permission, and over obstacles without a reason', async () => {
    expect(await refusal(close('2026-11-03T00:00:00Z', '2026-10'))).toEqual(['conflict', '2026-10 is closed already.']);
    expect((await refusal(close('2026-11-03T00:00:00Z', '2026-11')))?.[0]).toBe('conflict');
    expect(await refusal(close('2026-11-03T00:00:00Z', '2026-09'))).toEqual([
      'invalid',
      'Something speaks against closing 2026-09: say why it is closed all the same.',
    ]);
    const viewer: Actor = { ...finance, grants: [{ role: 'viewer', scope: { kind: 'all' } }] };
    const denied = closeMonth(
      at('2026-11-03T00:00:00Z', viewer),
      { month: '2026-10', comment: '', overrideReason: null },
      openLedger,
    );
    expect((await refusal(denied))?.[0]).toBe('denied');
    await close('2026-11-03T00:00:00Z', '2026-09', 'Nothing ran then.');
    const [september] = await readCloses(ledger.database.pool, '2026-09');
    expect(september?.overrideReason).toBe('Nothing ran then.');
  });

  test('is on record with its digest', async () => {
    const entries = await ledger.database.prisma.auditEntry.findMany({ orderBy: { sequence: 'asc' } });
    expect(entries.map(({ action, outcome, targetLabel }) => [action, outcome, targetLabel])).toEqual([
      ['cost.close', 'done', '2026-10'],
      ['cost.close', 'denied', '2026-10'],
      ['cost.close', 'done', '2026-09'],
    ]);
    const [kept] = await readCloses(ledger.database.pool, '2026-10');
    expect(entries[0]?.detail).toMatchObject({ digest: kept?.digest.toString('hex') });
  });
});

test('a bill that comes while a month is closed refuses it, added up or not', async () => {
  await deliver('2026-08', '2026-09-02T00:00:00Z', [usage('a', '24', '1')]);
  const closing = closeMonth(
    at('2026-11-03T00:00:00Z'),
    { month: '2026-08', comment: 'Closed.', overrideReason: 'All is known.' },
    async () => {
      await deliver(
        '2026-08',
        '2026-11-03T00:00:01Z',
        [{ ...usage('z', '24', '9'), BillingAccountId: 'other' }],
        'other/export',
      );
      await ledger.database.pool.query(
        `DELETE FROM cost_rollup WHERE delivery_id IN (SELECT id FROM cost_delivery WHERE scope = 'other/export')`,
      );
      return openLedger();
    },
  );
  expect((await refusal(closing))?.[0]).toBe('conflict');
  await ledger.database.pool.query(
    `DELETE FROM cost_file WHERE delivery_id IN (SELECT id FROM cost_delivery WHERE billing_month = '2026-08-01')`,
  );
  await ledger.database.pool.query(`DELETE FROM cost_delivery WHERE billing_month = '2026-08-01'`);
});

describe('after a close', () => {
  test('every later cent has a cause, of every team, as known now and as known on the day of the close', async () => {
    await deliver('2026-10', '2026-11-05T00:00:00Z', [
      usage('a', '24', '0.09', 'red'),
      usage('b', '30', '0.25', 'red'),
      usage('c', '1', '1.000000000000000000000001', 'blue'),
      { ...usage('c', '1', '-0.05'), ChargeCategory: 'Credit' },
    ]);
    const now = await tell('2026-11-06T00:00:00Z', '2026-10');
    expect(now.state).toBe('closed');
    expect(now.close?.isIntact).toBe(true);
    const [book] = now.books;
    expect(book).toMatchObject({
      currency: 'USD',
      closed: { amount: '1.300000000000000000000001' },
      now: { amount: '1.290000000000000000000001' },
      difference: '-0.01',
      causes: [
        { cause: 'late-usage', amount: '0.05', lines: 1 },
        { cause: 'correction', amount: '-0.05', lines: 1 },
        { cause: 'price', amount: '-0.01', lines: 1 },
        { cause: 'tags', amount: '0', lines: 2 },
      ],
    });
    expect(book?.byTeam.map(({ value, difference }) => [value, difference])).toEqual([
      ['blue', '1.000000000000000000000001'],
      ['red', '0.04'],
      [null, '-1.050000000000000000000001'],
    ]);
    const then = await tell('2026-11-06T00:00:00Z', '2026-10', { asOf: '2026-11-04T00:00:00.000Z' });
    expect(then.books[0]).toMatchObject({ difference: '0', causes: [] });
    // Asked again, it is what was worked out before.
    expect((await tell('2026-11-06T00:00:00Z', '2026-10')).books).toEqual(now.books);
    const { rows } = await ledger.database.pool.query('SELECT count(*)::int AS count FROM cost_close_difference');
    expect(rows[0].count).toBe(2);
  });

  test('the lines behind a cause are told with what they were and are', async () => {
    const asked = { metric: 'billed', basis: 'billed', currency: 'USD', offset: 0 } as const;
    const late = await readCloseChanges(
      at('2026-11-06T00:00:00Z'),
      '2026-10',
      { ...asked, cause: 'late-usage' },
      openLedger,
    );
    expect(late.items).toMatchObject([
      { resource: 'b', team: 'red', quantityThen: '24', quantityNow: '30', closed: '0.2', now: '0.25', change: '0.05' },
    ]);
    expect(late.nextOffset).toBeNull();
    const tags = await readCloseChanges(at('2026-11-06T00:00:00Z'), '2026-10', { ...asked, cause: 'tags' }, openLedger);
    expect(tags.items.map(({ team, change }) => [team, change])).toEqual([
      [null, '-1.000000000000000000000001'],
      ['blue', '1.000000000000000000000001'],
    ]);
  });

  test('somebody who sees a team sees what that team bore, and no bill or checklist', async () => {
    const red: Actor = { ...finance, grants: [{ role: 'finance', scope: { kind: 'team', team: 'red' } }] };
    const told = await readClose(at('2026-11-06T00:00:00Z', red), '2026-10', { metric: 'billed' }, openLedger);
    expect(told).toMatchObject({ isWhole: false, checklist: null, close: { deliveries: [], checklist: [] } });
    expect(told.books).toMatchObject([
      { closed: { amount: '0.3' }, now: { amount: '0.34' }, difference: '0.04', chargeDays: null },
    ]);
    expect(told.books[0]?.byTeam.map(({ value }) => value)).toEqual(['red']);
    const { items } = await listCloses(at('2026-11-06T00:00:00Z', red), { metric: 'billed' });
    expect(items.find(({ month }) => month === '2026-10')?.books).toMatchObject([
      { closed: { amount: '0.3' }, now: { amount: '0.34' }, difference: '0.04' },
    ]);
  });

  test('the list of months tells what changed since', async () => {
    const { items } = await listCloses(at('2026-11-06T00:00:00Z'), { metric: 'billed' });
    expect(items).toMatchObject([
      {
        month: '2026-10',
        state: 'closed',
        number: 1,
        books: [{ closed: { amount: '1.300000000000000000000001' }, difference: '-0.01' }],
      },
      { month: '2026-09', state: 'closed', books: [] },
    ]);
  });

  test('what is known of a month is a floor while a source that is to tell it did not', async () => {
    const told = async () => {
      const { items } = await listCloses(at('2026-11-20T00:00:00Z'), { metric: 'billed' });
      const { isFloor } = await tell('2026-11-20T00:00:00Z', '2026-10');
      return [items.find(({ month }) => month === '2026-10')?.isFloor, isFloor];
    };
    const before = await told();
    const { id } = await ledger.database.prisma.connection.create({
      data: {
        provider: 'azure',
        name: 'silent',
        settings: {},
        tagRules: { ...defaultTagRules },
        intervalMs: 60_000,
        createdAt: new Date('2026-09-01T00:00:00Z'),
        schedules: { create: { capability: 'cost', nextDueAt: new Date('2026-12-01T00:00:00Z') } },
      },
    });
    expect([before, await told()]).toEqual([
      [false, false],
      [true, true],
    ]);
    await ledger.database.prisma.connection.delete({ where: { id } });
  });

  test('a month is reopened with a reason, and closed again beside the first close', async () => {
    const reopened = reopenMonth(at('2026-11-07T00:00:00Z'), { month: '2026-10', reason: 'The credit came late.' });
    expect(await reopened).toEqual({ number: 1 });
    expect((await refusal(reopenMonth(at('2026-11-07T00:00:00Z'), { month: '2026-10', reason: 'Again.' })))?.[0]).toBe(
      'conflict',
    );
    const open = await tell('2026-11-07T00:00:00Z', '2026-10');
    expect(open.state).toBe('reopened');
    expect(open.checklist?.find(({ id }) => id === 'missing')).toEqual({ id: 'missing', state: 'clear', found: [] });
    expect(await close('2026-11-08T00:00:00Z', '2026-10')).toMatchObject({ number: 2 });
    const again = await tell('2026-11-08T00:00:00Z', '2026-10');
    expect(again.history.map(({ number, reopening }) => [number, reopening?.reason])).toEqual([
      [2, undefined],
      [1, 'The credit came late.'],
    ]);
    expect(again.books[0]).toMatchObject({ difference: '0' });
    expect(again.close?.isIntact).toBe(true);
    expect((await tell('2026-11-08T00:00:00Z', '2026-10', { number: 1 })).books[0]).toMatchObject({
      difference: '-0.01',
    });
  });

  test('a bill that waited while the month was closed arrives after the close', async () => {
    await deliver('2026-10', '2026-11-07T23:59:59.900Z', [usage('a', '24', '5', 'red')]);
    const then = await tell('2026-11-09T00:00:00Z', '2026-10', { asOf: '2026-11-08T00:00:00.000Z' });
    expect(then.books[0]).toMatchObject({ difference: '0', causes: [] });
    const now = await tell('2026-11-09T00:00:00Z', '2026-10');
    expect(now.books[0]).toMatchObject({ now: { amount: '5' } });
  });

  test('a close whose lines were tampered with no longer has its digest', async () => {
    const { pool } = ledger.database;
    const [second, first] = await readCloses(pool, '2026-10');
    if (first === undefined || second === undefined) throw new Error('It was closed twice.');
    await pool.query('ALTER TABLE cost_close_line DISABLE TRIGGER USER');
    await pool.query('UPDATE cost_close_line SET billed = billed + 0.01 WHERE close_id = $1 AND position = 0', [
      second.id,
    ]);
    expect(await verifyClose(pool, second, first)).toBe(false);
    expect(await verifyClose(pool, first, null)).toBe(true);
  });
});
