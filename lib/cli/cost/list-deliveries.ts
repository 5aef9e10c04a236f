import { toDismissal } from '@/lib/store/cost-ledger/dismissals';
import { readDeliveries } from '@/lib/store/cost-ledger/read-deliveries';
import { type CommandRun, type SharedOptions, withConsole } from '../command-run';
import { printJson, printTable } from '../terminal/print';

/** `cost deliveries`: what arrived, what of it counts, and why the rest does not. */
export async function listDeliveries(run: CommandRun, options: SharedOptions): Promise<void> {
  const found = await withConsole(run, options, ({ database }) => readDeliveries(database));
  const deliveries = found.map(({ contentHash, rows, rejectedRows, billingMonth, dismissals, ...delivery }) => ({
    ...delivery,
    billingMonth: billingMonth.toISOString().slice(0, 7),
    contentHash: Buffer.from(contentHash).toString('hex'),
    rows: Number(rows),
    rejectedRows: Number(rejectedRows),
    dismissal: toDismissal(dismissals),
  }));
  if (options.json) return printJson(run.terminal, { deliveries });
  if (deliveries.length === 0) return run.terminal.out('No bill has arrived yet.');
  printTable(
    run.terminal,
    [
      { title: 'MONTH', text: ({ billingMonth }) => billingMonth },
      { title: 'SOURCE', text: ({ source }) => source },
      { title: 'SCOPE', text: ({ scope }) => scope },
      { title: 'ARRIVED', text: ({ arrivedAt }) => arrivedAt.toISOString() },
      {
        title: 'STATE',
        text: ({ state, supersededAt, dismissal }) =>
          [state, ...(dismissal === null ? [] : ['dismissed']), ...(supersededAt === null ? [] : ['superseded'])].join(
            ', ',
          ),
      },
      { title: 'ADDED UP', text: ({ rollup }) => rollup?.rolledAt.toISOString() ?? null },
      { title: 'ROWS', text: ({ rows }) => String(rows) },
      { title: 'REJECTED', text: ({ rejectedRows }) => String(rejectedRows) },
      { title: 'ID', text: ({ id }) => id },
    ],
    deliveries,
  );
}
