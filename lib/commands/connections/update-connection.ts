import type { UpdateConnection } from '@/lib/api/contracts/connections';
import type { CommandContext } from '@/lib/commands/command-context';
import { runCommand } from '@/lib/commands/run-command';
import { Refusal } from '@/lib/domain/refusal';
import type { StoredConnection } from '@/lib/store/connections/stored-connection';
import { readDatabaseTime } from '@/lib/store/database/database-time';
import type { Prisma } from '@/lib/store/database/generated/client';
import { hasSecret, writeSecret } from '@/lib/store/secrets/connection-secret';
import { type ConnectionDeployment, lockEditable, toTarget } from './connection-target';
import { describeChange } from './describe-change';
import { destinationsOf, type JudgedConnection, judgeConnection } from './judge-connection';
import { changeConnection } from './write-connection';

/**
 * Changes a connection that is still at the version the edit started from. A change of where the secret is sent, or of
 * whom it trusts there, needs the secret again: who may edit a connection must not be able to steal its key.
 */
export async function updateConnection(
  context: CommandContext,
  id: string,
  input: UpdateConnection,
  deployment: ConnectionDeployment,
): Promise<StoredConnection> {
  const description = {
    action: 'connection.update',
    permission: 'connections:write' as const,
    target: toTarget({ id }),
  };
  return runCommand(context, description, async (tx) => {
    const connection = await lockEditable(tx, id);
    if (connection.version !== input.version)
      throw new Refusal(
        'conflict',
        `${connection.name} was changed by someone else meanwhile. Reload it and try again.`,
      );
    const { version: _, secret: entered, settings, ...change } = input;
    const judged =
      settings === undefined && entered === undefined ? null : await judgeChange(tx, connection, input, deployment);
    const now = await readDatabaseTime(tx);
    if (judged?.secret) await writeSecret(tx, deployment.keys, id, judged.secret, now);
    const changed = await changeConnection(
      tx,
      connection,
      { ...change, ...(judged && { settings: judged.settings }) },
      now,
    );
    return {
      result: changed,
      target: toTarget(changed),
      audit: { ...describeChange(connection, changed), ...(judged?.secret && { secret: 'replaced' }) },
    };
  });
}

async function judgeChange(
  tx: Prisma.TransactionClient,
  connection: StoredConnection,
  input: UpdateConnection,
  deployment: ConnectionDeployment,
): Promise<JudgedConnection> {
  const entered = { settings: input.settings ?? connection.settings, secret: input.secret ?? null };
  const judged = await judgeConnection(connection.provider, entered, deployment.egressAllow);
  const isElsewhere = judged.destinations !== destinationsOf(judged.provider, connection.settings);
  const keepsSecret = input.secret === undefined && (await hasSecret(tx, connection.id));
  if (isElsewhere && keepsSecret) {
    const message = 'This changes where the secret is sent or whom it trusts there, so enter the secret again.';
    throw new Refusal('invalid', message, [{ path: 'secret', message }]);
  }
  return judged;
}
