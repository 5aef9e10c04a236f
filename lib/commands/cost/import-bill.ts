import type { CommandContext } from '@/lib/commands/command-context';
import { assertPermitted, runCommand } from '@/lib/commands/run-command';
import type { IncomingDelivery } from '@/lib/store/cost-ledger/incoming-delivery';
import type { KeptDelivery, Ledger } from '@/lib/store/cost-ledger/ledger';
import { type MonthOutcome, recordDelivery } from '@/lib/store/cost-ledger/record-delivery';

const withinMs = 60_000;

/** Reads a bill that somebody has and records it, month by month. Nothing is recorded of files the ledger has already. */
export async function importBill(
  context: CommandContext,
  ledger: Ledger,
  delivery: IncomingDelivery,
): Promise<KeptDelivery> {
  const target = { kind: 'bill', id: null, label: delivery.title };
  const description = { action: 'cost.import', permission: 'cost:write', target, withinMs } as const;
  await assertPermitted(context, description);
  const prepared = await ledger.prepare(delivery);
  let outcomes: MonthOutcome[] | null = null;
  try {
    outcomes = await runCommand(context, description, async (tx) => {
      const result = await recordDelivery(tx, prepared, context.now);
      const changed = result.filter(({ state }) => state !== 'unchanged');
      if (changed.length === 0) return { result, unchanged: true };
      const months = changed.map(({ month, state, rows, rejectedRows, deliveryId }) => ({
        month,
        state,
        rows,
        rejectedRows,
        deliveryId,
      }));
      return { result, audit: { source: delivery.source, scope: delivery.scope, months } };
    });
    return { months: outcomes, untold: prepared.untold };
  } finally {
    await ledger.settle(prepared, outcomes);
  }
}
