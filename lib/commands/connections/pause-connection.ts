import type { CommandContext } from '@/lib/commands/command-context';
import { runCommand } from '@/lib/commands/run-command';
import type { StoredConnection } from '@/lib/store/connections/stored-connection';
import { readDatabaseTime } from '@/lib/store/database/database-time';
import { lockEditable, toTarget } from './connection-target';
import { changeConnection } from './write-connection';

/** Stops or resumes a connection's collections. What runs now finishes; resumed, it is due at once. */
export async function pauseConnection(context: CommandContext, id: string, paused: boolean): Promise<StoredConnection> {
  const description = {
    action: paused ? 'connection.pause' : 'connection.resume',
    permission: 'connections:write' as const,
    target: toTarget({ id }),
  };
  return runCommand(context, description, async (tx) => {
    const connection = await lockEditable(tx, id);
    if (connection.paused === paused) return { result: connection, unchanged: true };
    const changed = await changeConnection(tx, connection, { paused }, await readDatabaseTime(tx));
    return { result: changed, target: toTarget(changed) };
  });
}
