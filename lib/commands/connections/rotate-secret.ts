import type { CommandContext } from '@/lib/commands/command-context';
import { runCommand } from '@/lib/commands/run-command';
import { readDatabaseTime } from '@/lib/store/database/database-time';
import { writeSecret } from '@/lib/store/secrets/connection-secret';
import { type ConnectionDeployment, lockEditable, toTarget } from './connection-target';
import { judgeConnection } from './judge-connection';

/** Replaces a connection's secret and makes its collections due, so that a wrong one shows soon. */
export async function rotateSecret(
  context: CommandContext,
  id: string,
  secret: Record<string, string>,
  deployment: ConnectionDeployment,
): Promise<void> {
  const description = {
    action: 'connection.rotate-secret',
    permission: 'connections:write' as const,
    target: toTarget({ id }),
  };
  await runCommand(context, description, async (tx) => {
    const connection = await lockEditable(tx, id);
    const { settings } = connection;
    const judged = await judgeConnection(connection.provider, { settings, secret }, deployment.egressAllow);
    const now = await readDatabaseTime(tx);
    await writeSecret(tx, deployment.keys, id, judged.secret ?? secret, now);
    await tx.collectionSchedule.updateMany({ where: { connectionId: id }, data: { nextDueAt: now } });
    return { result: undefined, target: toTarget(connection) };
  });
}
