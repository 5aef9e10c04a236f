import { createHash } from 'node:crypto';
import type { CreateConnection } from '@/lib/api/contracts/connections';
import type { CommandContext } from '@/lib/commands/command-context';
import { runCommand } from '@/lib/commands/run-command';
import { readConnection } from '@/lib/store/connections/read-connection';
import type { StoredConnection } from '@/lib/store/connections/stored-connection';
import { readDatabaseTime } from '@/lib/store/database/database-time';
import { writeSecret } from '@/lib/store/secrets/connection-secret';
import { type ConnectionDeployment, toTarget } from './connection-target';
import { judgeConnection } from './judge-connection';
import { insertConnection } from './write-connection';

export interface CreateConnectionOptions {
  /** Marks a connection to the sandbox's clouds. */
  simulated?: boolean;
  /** The same key by the same actor creates once: sent again, it answers with the connection it made. */
  idempotencyKey?: string | null;
}

/** Adds a connection and makes its first collection due. The secret, if any, is sealed in the same transaction. */
export async function createConnection(
  context: CommandContext,
  input: CreateConnection,
  deployment: ConnectionDeployment,
  { simulated = false, idempotencyKey = null }: CreateConnectionOptions = {},
): Promise<StoredConnection> {
  const description = {
    action: 'connection.create',
    permission: 'connections:write' as const,
    target: { kind: 'connection', id: null, label: input.name },
  };
  return runCommand(context, description, async (tx) => {
    const id = idempotencyKey === null ? undefined : toConnectionId(context, idempotencyKey);
    const made = id === undefined ? null : await readConnection(tx, id);
    if (made !== null) return { result: made, unchanged: true };

    const judged = await judgeConnection(input.provider, input, deployment.egressAllow);
    const now = await readDatabaseTime(tx);
    const connection = await insertConnection(
      tx,
      { ...input, ...judged, id, managedBy: 'console', simulated, firstDueAt: now },
      now,
    );
    if (judged.secret !== null) await writeSecret(tx, deployment.keys, connection.id, judged.secret, now);
    return {
      result: connection,
      target: toTarget(connection),
      audit: {
        provider: connection.provider,
        settings: JSON.parse(JSON.stringify(connection.settings)),
        intervalMs: connection.intervalMs,
        credentials: judged.secret === null ? 'ambient' : 'stored',
      },
    };
  });
}

/** A version 8 UUID that follows from who asks and the key. */
function toConnectionId({ actor }: CommandContext, key: string): string {
  const hex = createHash('sha256')
    .update(JSON.stringify([actor.kind, actor.id, key]))
    .digest('hex');
  const variant = ((Number.parseInt(hex.slice(16, 17), 16) & 0x3) | 0x8).toString(16);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
