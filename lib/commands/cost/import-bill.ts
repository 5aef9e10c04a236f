import type { CommandContext } from '@/lib/commands/command-context';
import { assertPermitted, runCommand } from '@/lib/commands/run-command';
import type { IncomingDelivery } from '@/lib/store/cost-ledger/incoming-delivery';
import type { KeptDelivery, Ledger } from '@/lib/store/cost-ledger/ledger';
import { type MonthOutcome, recordDelivery } from '@/lib/store/cost-ledger/record-delivery';
import { readUnchangedMonths } from '@/lib/store/cost-ledger/unchanged-months';

const withinMs = 60_000;
/** Reasons that the record of who did what keeps; a delivery keeps them all. */
const mostRecorded = 5;

/**
 * Reads a bill that somebody has and records it, month by month. Of files the ledger has already nothing is
 * recorded: what became of them before is told.
 */
export async function importBill(
  context: CommandContext,
  ledger: Ledger,
  delivery: IncomingDelivery,
): Promise<KeptDelivery> {
  const target = { kind: 'bill', id: null, label: delivery.title };
  const description = { action: 'cost.import', permission: 'cost:write', target, withinMs } as const;
  await assertPermitted(context, description);
  const prepared = await ledger.prepare(delivery);
  if (prepared.months === null) return { months: await readUnchangedMonths(context.database, prepared), untold: [] };
  let outcomes: MonthOutcome[] | null = null;
  try {
    outcomes = await runCommand(context, description, async (tx) => {
      const result = await recordDelivery(tx, prepared, context.now);
      const changed = result.filter(({ state }) => state !== 'unchanged');
      if (changed.length === 0 && prepared.untold.length === 0) return { result, unchanged: true };
      const months = changed.map(({ month, state, rows, rejectedRows, deliveryId }) => ({
        month,
        state,
        rows,
        rejectedRows,
        deliveryId,
      }));
      const refused = prepared.untold.slice(0, mostRecorded).map((rejection) => ({ ...rejection }));
      return { result, audit: { source: delivery.source, scope: delivery.scope, months, refused } };
    });
    return { months: outcomes, untold: prepared.untold };
  } finally {
    await ledger.settle(prepared, outcomes);
  }
}
