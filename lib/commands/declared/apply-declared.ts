import { randomUUID } from 'node:crypto';
import { fileActor } from '@/lib/access/actor';
import { serverLog } from '@/lib/access/server-log';
import { runCommand } from '@/lib/commands/run-command';
import type { Config } from '@/lib/config/config';
import type { FileLink } from '@/lib/config/declared';
import type { Environment } from '@/lib/config/environment';
import type { Database } from '@/lib/store/database/database';
import { readDeclaredConnections } from './read-declared-connections';
import { type Changes, reconcileConnections } from './reconcile-connections';
import { findUnknownSites, reconcileLinks } from './reconcile-links';
import { reconcileRoleBindings } from './reconcile-role-bindings';

const lockKey = 7_114_220_411n;

/**
 * Brings connections, role bindings and declared links into line with millwright.yaml, and releases what it no longer declares. Does
 * and records nothing when all is in line; processes that start together take turns. Returns what was changed. Without a
 * file nothing is changed: its name may have been forgotten; a file that is empty declares nothing. Sites that links end at and nobody knows are told in the log.
 * Throws a `ConfigError` when the file asks for what cannot be.
 */
export async function applyDeclared(
  database: Database,
  config: Pick<Config, 'declaration' | 'keys' | 'egressAllow'>,
  env?: Environment,
): Promise<Changes> {
  const { declaration } = config;
  if (declaration === null) {
    await warnOfOrphans(database);
    return [];
  }
  const connections = await readDeclaredConnections(declaration.connections, config, env);
  const context = { actor: fileActor, database, now: new Date(), requestId: randomUUID() };
  const description = {
    action: 'declaration.apply',
    permission: 'connections:write' as const,
    target: { kind: 'declaration', id: null, label: 'millwright.yaml' },
  };
  const changes = await runCommand(context, description, async (tx) => {
    await tx.$executeRaw`SELECT pg_advisory_xact_lock(${lockKey})`;
    const changes = [
      ...(await reconcileConnections(tx, connections, config)),
      ...(await reconcileRoleBindings(tx, declaration.roleBindings)),
      ...(await reconcileLinks(tx, declaration.links, context.now)),
    ];
    return changes.length === 0 ? { result: changes, unchanged: true } : { result: changes, audit: { changes } };
  });
  await warnOfUnknownSites(database, declaration.links);
  return changes;
}

async function warnOfUnknownSites({ prisma }: Database, links: readonly FileLink[]): Promise<void> {
  const unknown = await prisma.$transaction((tx) => findUnknownSites(tx, links));
  for (const { site, links: named } of unknown)
    serverLog.warn(
      { site, links: named },
      'Links of millwright.yaml end at a site that nobody described and where nothing stands. Until then it has no title and no place on the map; of what is no site, say `place`.',
    );
}

async function warnOfOrphans({ prisma }: Database): Promise<void> {
  const where = { managedBy: 'file' };
  const [connections, roleBindings, links] = await Promise.all([
    prisma.connection.count({ where }),
    prisma.roleBinding.count({ where }),
    prisma.declaredLink.count({ where }),
  ]);
  if (connections + roleBindings + links > 0)
    serverLog.warn(
      { connections, roleBindings, links },
      'MILLWRIGHT_CONFIG names no file, so what an earlier millwright.yaml declared stays as it is. To release it, name an empty file.',
    );
}
