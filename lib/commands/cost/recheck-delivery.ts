import type { CommandContext } from '@/lib/commands/command-context';
import { runCommand } from '@/lib/commands/run-command';
import { Refusal } from '@/lib/domain/refusal';
import { readDatabaseTime } from '@/lib/store/database/database-time';

/** What no provider calls a version: the next run of the connection finds another one, and opens the delivery again. */
const toBeRead = 'to be read again';

/**
 * Has a refused delivery of a connection read again, with the connection's next run, which is asked for. Throws a Refusal
 * where there is nothing to read it from: files that a person brought in are not kept when they are refused.
 */
export async function recheckDelivery(context: CommandContext, id: string): Promise<void> {
  const { prisma } = context.database;
  const found = await prisma.costDelivery.findUnique({ where: { id }, select: { title: true } });
  const target = { kind: 'bill', id, label: found?.title ?? id };
  return runCommand(context, { action: 'cost.recheck-delivery', permission: 'cost:write', target }, async (tx) => {
    const delivery = await tx.costDelivery.findUnique({ where: { id } });
    if (delivery === null) throw new Refusal('not-found', 'There is no such delivery.');
    const { connectionId, source, scope, billingMonth, version } = delivery;
    if (delivery.state !== 'quarantined' || delivery.supersededAt !== null)
      throw new Refusal('conflict', 'Only a delivery that is in quarantine, and the last of its kind, is read again.');
    if (connectionId === null)
      throw new Refusal('conflict', 'Files that are refused are not kept. Upload them again: they are read anew.');
    const connection = await tx.connection.findUnique({ where: { id: connectionId }, select: { paused: true } });
    if (connection?.paused !== false) throw new Refusal('conflict', 'Its connection is paused. Resume it first.');
    const audit = { source, scope, month: billingMonth.toISOString().slice(0, 7) };
    if (version === toBeRead) return { result: undefined, unchanged: true };
    await tx.costDelivery.update({ where: { id }, data: { version: toBeRead } });
    await tx.collectionSchedule.updateMany({
      where: { connectionId, capability: 'cost', requestedAt: null },
      data: { requestedAt: await readDatabaseTime(tx) },
    });
    return { result: undefined, audit };
  });
}
