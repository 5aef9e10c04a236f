import type { CommandContext } from '@/lib/commands/command-context';
import { assertPermitted, runCommand } from '@/lib/commands/run-command';
import { judgeChecklist } from '@/lib/domain/cost/close-checklist';
import { Refusal } from '@/lib/domain/refusal';
import { assessMonth } from '@/lib/store/cost-close/assess-month';
import type { Snapshot } from '@/lib/store/cost-close/close-digest';
import { type CloseLedger, openCloseLedger } from '@/lib/store/cost-close/close-ledger';
import { sumMonthLines } from '@/lib/store/cost-close/month-lines';
import { type CountedDelivery, readCountedDeliveries } from '@/lib/store/cost-close/read-close-deliveries';
import { readCloses } from '@/lib/store/cost-close/read-closes';
import { readRuleNumber } from '@/lib/store/cost-close/read-rule-number';
import { endOf, sumChargeDays } from '@/lib/store/cost-close/sum-charge-days';
import { writeClose } from '@/lib/store/cost-close/write-close';
import { readReconciliation } from '@/lib/store/cost-invoices/read-reconciliation';
import { lockMonth } from '@/lib/store/cost-ledger/record-delivery';
import { type KnownDelivery, readKnownDeliveries } from '@/lib/store/cost-rollups/known-deliveries';

interface CloseMonth {
  /** `2026-10`. */
  month: `${number}-${number}`;
  comment: string;
  /** Why it is closed although the checklist has obstacles; null: no reason is given. */
  overrideReason: string | null;
}

const withinMs = 120_000;

/**
 * Closes a billing month: keeps what is known of it now, for good. Refused while the month is not over, is closed already,
 * has a bill that is not added up, or has obstacles without a reason; also when a bill arrives, or a dismissal is decided,
 * while it is being closed.
 */
export async function closeMonth(
  context: CommandContext,
  { month, comment, overrideReason }: CloseMonth,
  openLedger = openCloseLedger,
): Promise<{ id: string; number: number; digest: string }> {
  const { database, now, actor } = context;
  const { pool } = database;
  const target = { kind: 'cost-month', id: null, label: month };
  const description = { action: 'cost.close', permission: 'cost:write', target, withinMs } as const;
  await assertPermitted(context, description);
  if (now < endOf(month)) throw new Refusal('conflict', `${month} is not over: a month is closed after its end, UTC.`);
  const ledger = await openLedger();
  const deliveries = await readCountedDeliveries(pool, ledger.root, month, now);
  const refused = toRefused(await readKnownDeliveries(pool, now), month);
  const lines = await sumMonthLines(ledger, deliveries);
  const reconciled = await readReconciliation(pool, ledger, month, deliveries);
  const checklist = await assessMonth(pool, { month, now, lines, reconciled });
  const judged = judgeChecklist(checklist);
  if (judged === 'refused')
    throw new Refusal('conflict', `Not every bill of ${month} is added up yet; it is within minutes.`);
  if (judged === 'override' && overrideReason === null)
    throw new Refusal('invalid', `Something speaks against closing ${month}: say why it is closed all the same.`, [
      { path: 'overrideReason', message: 'Say why it is closed all the same.' },
    ]);
  const chargeDays = await sumChargeDays(pool, ledger, month, now);
  const ruleVersion = await readRuleNumber(pool, now);
  return runCommand(context, description, async (tx) => {
    await lockMonth(tx, month);
    const [last, ...earlier] = await readCloses(pool, month);
    if (last !== undefined && last.reopening === null) throw new Refusal('conflict', `${month} is closed already.`);
    await assertStill(pool, ledger, month, { deliveries, refused });
    const snapshot: Snapshot = {
      month,
      number: earlier.length + (last === undefined ? 1 : 2),
      asOf: now.toISOString(),
      closedAt: now.toISOString(),
      closedBy: actor.label,
      comment,
      overrideReason: judged === 'override' ? overrideReason : null,
      ruleVersion,
      rates: [],
      checklist,
      chargeDays,
      deliveries: deliveries.map(toSnapshotDelivery),
      lines,
    };
    const { id, digest } = await writeClose(tx, snapshot, last ?? null);
    const audit = {
      month,
      number: snapshot.number,
      comment,
      overrideReason: snapshot.overrideReason,
      deliveries: deliveries.map((delivery) => delivery.id),
      digest: digest.toString('hex'),
    };
    return {
      result: { id, number: snapshot.number, digest: digest.toString('hex') },
      audit,
      target: { ...target, id },
    };
  });
}

/** Whether the very deliveries still count, and are refused, under the lock that a new one and a dismissal take too. */
async function assertStill(
  pool: CommandContext['database']['pool'],
  { root }: CloseLedger,
  month: string,
  { deliveries, refused }: { deliveries: readonly CountedDelivery[]; refused: string },
): Promise<void> {
  // No delivery has a later instant: one that arrived within this millisecond counts as well.
  const far = new Date('9999-01-01T00:00:00Z');
  const [now, known] = await Promise.all([
    readCountedDeliveries(pool, root, month, far),
    readKnownDeliveries(pool, far),
  ]);
  const isAddedUp = known.every(
    ({ billingMonth, counts, rollup }) => billingMonth !== `${month}-01` || !counts || rollup !== null,
  );
  const toText = (some: readonly CountedDelivery[]) =>
    JSON.stringify(some.map(({ id, attribution }) => [id, attribution]));
  if (!isAddedUp || toText(now) !== toText(deliveries) || toRefused(known, month) !== refused)
    throw new Refusal(
      'conflict',
      'A bill of the month arrived meanwhile, was added up anew or dismissed, or a dismissal was taken back. Look at it and close again.',
    );
}

/** What tells the refused bills of a month, and whether they are dismissed, from any others. */
function toRefused(known: readonly KnownDelivery[], month: string): string {
  const refused = known.filter(({ billingMonth, state }) => billingMonth === `${month}-01` && state === 'quarantined');
  return JSON.stringify(refused.map(({ id, isDismissed }) => [id, isDismissed]).sort());
}

function toSnapshotDelivery({ files: _, id, arrivedAt, deliveredAt, ...delivery }: CountedDelivery) {
  return {
    ...delivery,
    deliveryId: id,
    arrivedAt: arrivedAt.toISOString(),
    deliveredAt: deliveredAt?.toISOString() ?? null,
  };
}
