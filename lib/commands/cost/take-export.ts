import type { CostExportQuery } from '@/lib/api/contracts/cost-export';
import { ActorQuota } from '@/lib/commands/actor-quota';
import type { CommandContext } from '@/lib/commands/command-context';
import { runCommand } from '@/lib/commands/run-command';

/** A file of rows that lies on the disk until it is read. */
interface WrittenExport {
  rows: number;
  discard(): Promise<void>;
}

/** Each reads rows whole and takes room on the disk. */
const quota = new ActorQuota(30, 'exports');

/**
 * Has rows of the bills written for somebody who takes them out of the console, and puts on record which, how many, and in
 * what form. What cannot be put on record is not handed out, and nothing stays of it.
 */
export async function takeExport<T extends WrittenExport>(
  context: CommandContext,
  query: CostExportQuery,
  write: () => Promise<T>,
): Promise<T> {
  quota.spend(context.actor, context.now);
  const file = await write();
  try {
    await record(context, query, file.rows);
  } catch (error) {
    await file.discard();
    throw error;
  }
  return file;
}

async function record(context: CommandContext, query: CostExportQuery, rows: number): Promise<void> {
  const { format, from, to, time, asOf, ...filters } = query;
  const target = { kind: 'bill', id: null, label: `${from} to ${to}` };
  const description = { action: 'cost.export', permission: 'cost:read', reach: 'somewhere', target } as const;
  const given = Object.fromEntries(
    Object.entries(filters).flatMap(([name, values]) => (values === undefined ? [] : [[name, values]])),
  );
  await runCommand(context, description, async () => ({
    result: undefined,
    audit: { format, time, asOf: asOf ?? context.now.toISOString(), filters: given, rows },
  }));
}
