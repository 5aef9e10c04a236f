import type { CommandContext } from '@/lib/commands/command-context';
import { runCommand } from '@/lib/commands/run-command';
import { Refusal } from '@/lib/domain/refusal';
import { readDatabaseTime } from '@/lib/store/database/database-time';
import { Prisma } from '@/lib/store/database/generated/client';
import { isRunHeldSql } from '@/lib/store/leases/collection-lease';
import { lockExisting, toTarget } from './connection-target';

/** `queued`: a worker will take it. `already-running`: one reads its inventory now, with the connection as it stands. */
export type SyncState = 'queued' | 'already-running';

/** Asks for a connection to be read now, once however often it is asked. Declared connections may be asked for too. */
export async function requestSync(context: CommandContext, id: string): Promise<SyncState> {
  const description = { action: 'connection.sync', permission: 'connections:write' as const, target: toTarget({ id }) };
  return runCommand<SyncState>(context, description, async (tx) => {
    const connection = await lockExisting(tx, id);
    if (connection.paused) throw new Refusal('conflict', `${connection.name} is paused. Resume it to read it.`);
    const beingRead = await readBeingRead(tx, id);
    if (beingRead.includes('inventory')) return { result: 'already-running', unchanged: true };
    const { count } = await tx.collectionSchedule.updateMany({
      where: { connectionId: id, capability: { notIn: beingRead }, requestedAt: null },
      data: { requestedAt: await readDatabaseTime(tx) },
    });
    if (count === 0) return { result: 'queued', unchanged: true };
    return { result: 'queued', target: toTarget(connection) };
  });
}

/**
 * The capabilities of which a run reads the connection as it is now. One that began before the last change does not, nor does one whose
 * worker died: it still reads as running, but its lease has run out.
 */
async function readBeingRead(tx: Prisma.TransactionClient, connectionId: string): Promise<string[]> {
  const found = await tx.$queryRaw<{ capability: string }[]>`
    SELECT DISTINCT capability FROM collection_run
    JOIN connection ON connection.id = collection_run.connection_id
    LEFT JOIN connection_secret ON connection_secret.connection_id = connection.id
    WHERE collection_run.connection_id = ${connectionId}::uuid AND outcome = 'running'
      AND started_at >= greatest(connection.updated_at, connection_secret.set_at)
      AND ${Prisma.raw(isRunHeldSql)}`;
  return found.map(({ capability }) => capability);
}
