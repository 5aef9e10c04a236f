import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Commitments, commitmentsQuerySchema } from '@/lib/api/contracts/cost-commitments';
import { type DataTransfer, transferQuerySchema } from '@/lib/api/contracts/cost-transfer';
import { createTestLedger, type TestLedger, toDelivery, toFile } from '@/lib/store/cost-ledger/test-ledger';
import { writeFocusFile } from '@/sandbox/aws/exports/focus-file';
import { createBillBook } from '@/sandbox/world/bills/bill-book';
import type { Bill, BillRow } from '@/sandbox/world/bills/charge';
import { type Exact, text } from '@/sandbox/world/bills/money';
import { readCommitments } from './read-commitments';
import { readTransfer } from './read-transfer';

/** When October is final. */
const now = new Date('2026-11-10T00:00:00Z');

let ledger: TestLedger;
let bill: Bill;
let commitments: Commitments;
let transfer: DataTransfer;
beforeAll(async () => {
  ledger = await createTestLedger();
  const made = createBillBook('millwright', 1).billAsOf('aws', '2026-10', now);
  if (made === null) throw new Error('October was not billed.');
  bill = made;
  const file = toFile(writeFocusFile(bill, bill.rows), { name: 'october.parquet', encoding: 'parquet' });
  const { months } = await ledger.keepDelivery(toDelivery([file], { deliveredAt: now }), now);
  expect(months).toMatchObject([{ state: 'kept', rejectedRows: 0 }]);
  const actor = {
    kind: 'person',
    id: null,
    personId: null,
    label: 'test',
    grants: [{ role: 'finance', scope: { kind: 'all' } }],
  } as const;
  const context = { actor: { ...actor, grants: [...actor.grants] }, database: ledger.database, now };
  const range = { from: '2026-10-01', to: '2026-10-31' };
  commitments = await readCommitments(context, commitmentsQuerySchema.parse(range));
  transfer = await readTransfer(context, transferQuerySchema.parse(range));
}, 120_000);
afterAll(() => ledger.close());

const sum = (rows: readonly BillRow[], amountOf: (row: BillRow) => Exact | null) =>
  text(rows.reduce((total, row) => total + (amountOf(row) ?? 0n), 0n));
const inOrder = <T>(entries: readonly (readonly [string, T])[]) =>
  new Map(entries.toSorted(([one], [other]) => (one < other ? -1 : 1)));

test('each commitment was billed, used and left unused as the world has it, and the three agree', () => {
  const promised = Map.groupBy(
    bill.rows.filter(({ commitment }) => commitment !== null),
    ({ commitment }) => commitment?.id ?? '',
  );
  const expected = [...promised].map(([id, rows]) => {
    const of = (status: BillRow['commitmentStatus']) => rows.filter((row) => row.commitmentStatus === status);
    return [
      id,
      {
        name: rows[0]?.commitment?.name,
        used: sum(of('Used'), ({ costs }) => costs.effective),
        unused: sum(of('Unused'), ({ costs }) => costs.effective),
        onDemand: sum(of('Used'), ({ costs }) => costs.contracted),
        billed: sum(rows, ({ costs }) => costs.billed),
      },
    ] as const;
  });
  const [book] = commitments.books;
  const told = (book?.commitments ?? []).map(({ id, name, used, unused, onDemand, billed, balance }) => {
    // Over a whole month of a monthly fee nothing is left over but what amounts are rounded by.
    expect(Math.abs(Number(balance))).toBeLessThan(1e-6);
    return [
      id ?? '',
      { name, used: used.amount, unused: unused.amount, onDemand: onDemand.amount, billed: billed.amount },
    ] as const;
  });
  expect(promised.size).toBe(2);
  expect(inOrder(told)).toEqual(inOrder(expected));
});

test('coverage and the share of spot are those of the world', () => {
  const [book] = commitments.books;
  const used = bill.rows.filter(({ category }) => category === 'Usage');
  const covered = used.filter((row) => row.commitmentStatus === 'Used');
  const services = new Set(covered.map(({ line }) => `${line.service.name}/${line.service.category}`));
  const onDemand = used.filter(
    ({ line, commitment }) =>
      commitment === null && line.spotPrice === null && services.has(`${line.service.name}/${line.service.category}`),
  );
  expect(book?.coverage).toMatchObject({
    part: sum(covered, ({ costs }) => costs.contracted),
    whole: sum([...covered, ...onDemand], ({ costs }) => costs.contracted),
    isPartial: false,
  });
  const gpus = used.filter(({ line, commitmentStatus }) => line.accelerator !== null && commitmentStatus !== 'Unused');
  const spot = gpus.filter(({ line }) => line.spotPrice !== null);
  expect(book?.spot.gpuCost).toMatchObject({
    part: sum(spot, ({ costs }) => costs.effective),
    whole: sum(gpus, ({ costs }) => costs.effective),
  });
  const hours = ({ line, quantity }: BillRow) => (quantity ?? 0n) * BigInt(line.accelerator?.count ?? 0);
  expect(book?.spot.gpuHours).toMatchObject({ part: sum(spot, hours), whole: sum(gpus, hours) });
});

test('data went from where to where, for how much, as the world has it', () => {
  const moved = bill.rows.filter(({ line }) => line.transfer !== null);
  // A bill names the other end of a circuit no more than that it is one.
  const others = { internet: 'internet', 'between-zones': 'other-zone', 'between-providers': 'private-circuit' };
  const pairs = Map.groupBy(moved, ({ line: { transfer: way } }) => {
    if (way === null) return '';
    const to = way.kind === 'between-regions' ? `aws/${way.to}` : others[way.kind];
    return `aws/${way.from} ${to}`;
  });
  const gigabyte = 2n ** 30n;
  // What arrived is what was sent, metered once more.
  const bytesOf = (rows: readonly BillRow[]) =>
    sum(
      rows.filter(({ line }) => line.transfer?.isReceived !== true),
      ({ quantity }) => (quantity === null ? null : quantity * gigabyte),
    );
  const expected = [...pairs].map(
    ([name, rows]) =>
      [
        name,
        {
          amount: sum(rows, ({ costs }) => costs.effective),
          bytes: bytesOf(rows),
          rows: rows.length,
        },
      ] as const,
  );
  const [book] = transfer.books;
  const told = (book?.pairs ?? []).map(
    ({ from, to, amount, bytes, rows }) => [`${from} ${to}`, { amount, bytes, rows }] as const,
  );
  expect(pairs.size).toBeGreaterThan(10);
  expect(inOrder(told)).toEqual(inOrder(expected));
  expect(moved.some(({ line }) => line.transfer?.isReceived)).toBe(true);
  expect(book?.total).toMatchObject({
    amount: sum(moved, ({ costs }) => costs.effective),
    bytes: bytesOf(moved),
    areBytesWhole: true,
  });
  expect(book?.unrecognised.rows).toBe(0);
});
