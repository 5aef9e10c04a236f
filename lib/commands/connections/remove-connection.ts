import type { CommandContext } from '@/lib/commands/command-context';
import { runCommand } from '@/lib/commands/run-command';
import { toCollectionLeases } from '@/lib/store/leases/collection-lease';
import { lockEditable, toTarget } from './connection-target';

/** A million resources take a while to delete. */
const withinMs = 300_000;

/** Deletes a connection with its secret, its runs and all read through it but bills, which stay. A collection under way is cut short. */
export async function removeConnection(context: CommandContext, id: string): Promise<void> {
  const description = {
    action: 'connection.remove',
    permission: 'connections:write' as const,
    target: toTarget({ id }),
    withinMs,
  };
  await runCommand(context, description, async (tx) => {
    await tx.$executeRaw`SELECT set_config('statement_timeout', ${String(withinMs)}, true)`;
    // A writing collection holds its lease first and the connection second; taken in the same order, no two can block
    // each other.
    await tx.lease.deleteMany({ where: { name: { in: toCollectionLeases(id) } } });
    const connection = await lockEditable(tx, id);
    const resources = await tx.resource.count({ where: { connectionId: id, goneAt: null } });
    await tx.costDelivery.updateMany({ where: { connectionId: id }, data: { connectionId: null } });
    await tx.connection.delete({ where: { id } });
    return { result: undefined, target: toTarget(connection), audit: { provider: connection.provider, resources } };
  });
}
