import { randomUUID } from 'node:crypto';
import { fileActor } from '@/lib/access/actor';
import { runCommand } from '@/lib/commands/run-command';
import type { Config } from '@/lib/config/config';
import type { Environment } from '@/lib/config/environment';
import type { Database } from '@/lib/store/database/database';
import { readDeclaredConnections } from './read-declared-connections';
import { type Changes, reconcileConnections } from './reconcile-connections';
import { reconcileRoleBindings } from './reconcile-role-bindings';

const lockKey = 7_114_220_411n;

/**
 * Brings connections and role bindings into line with millwright.yaml, and releases what it no longer declares. Does
 * and records nothing when all is in line; processes that start together take turns. Returns what was changed.
 * Throws a `ConfigError` when the file asks for what cannot be.
 */
export async function applyDeclared(
  database: Database,
  config: Pick<Config, 'declaration' | 'keys' | 'egressAllow'>,
  env?: Environment,
): Promise<Changes> {
  const declaration = config.declaration ?? { connections: [], roleBindings: [] };
  const connections = await readDeclaredConnections(declaration.connections, config, env);
  const context = { actor: fileActor, database, now: new Date(), requestId: randomUUID() };
  const description = {
    action: 'declaration.apply',
    permission: 'connections:write' as const,
    target: { kind: 'declaration', id: null, label: 'millwright.yaml' },
  };
  return runCommand(context, description, async (tx) => {
    await tx.$executeRaw`SELECT pg_advisory_xact_lock(${lockKey})`;
    const changes = [
      ...(await reconcileConnections(tx, connections, config)),
      ...(await reconcileRoleBindings(tx, declaration.roleBindings)),
    ];
    return changes.length === 0 ? { result: changes, unchanged: true } : { result: changes, audit: { changes } };
  });
}
