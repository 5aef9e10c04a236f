import { isDeepStrictEqual } from 'node:util';
import type { ConnectionDeployment } from '@/lib/commands/connections/connection-target';
import { describeChange } from '@/lib/commands/connections/describe-change';
import {
  type ConnectionChange,
  changeConnection,
  defaultIntervalOf,
  insertConnection,
} from '@/lib/commands/connections/write-connection';
import { defaultTagRules } from '@/lib/domain/resource';
import { listConnections } from '@/lib/store/connections/read-connection';
import type { StoredConnection } from '@/lib/store/connections/stored-connection';
import { readDatabaseTime } from '@/lib/store/database/database-time';
import type { Prisma } from '@/lib/store/database/generated/client';
import { deleteSecret, readSecret, writeSecret } from '@/lib/store/secrets/connection-secret';
import { SecretUnreadable } from '@/lib/store/secrets/secret-unreadable';
import type { ReadyDeclaration } from './read-declared-connections';

/** First collections of declared connections spread over this long, so that a hundred do not start at once. */
const spreadMs = 30_000;

/** What reconciling changed, for the audit record. */
export type Changes = Prisma.InputJsonObject[];

/**
 * Makes the stored connections those that are declared. One whose name a person took is taken over; one no longer
 * declared is released: it stays, paused, for people to resume or remove.
 */
export async function reconcileConnections(
  tx: Prisma.TransactionClient,
  declarations: readonly ReadyDeclaration[],
  deployment: ConnectionDeployment,
): Promise<Changes> {
  const now = await readDatabaseTime(tx);
  const stored = new Map((await listConnections(tx)).map((connection) => [connection.name, connection]));
  const changes: Changes = [];
  for (const declaration of declarations) {
    const existing = stored.get(declaration.declared.name);
    const change =
      existing?.provider === declaration.provider.id
        ? await bringIntoLine(tx, now, existing, declaration, deployment)
        : await insertDeclared(tx, now, declaration, deployment);
    if (change !== null) changes.push(change);
  }
  const declared = new Set(declarations.map(({ declared: { name } }) => name));
  for (const connection of stored.values()) {
    if (connection.managedBy !== 'file' || declared.has(connection.name)) continue;
    await changeConnection(tx, connection, { managedBy: 'console', paused: true }, now);
    changes.push({ connection: connection.name, change: 'released and paused' });
  }
  return changes;
}

async function insertDeclared(
  tx: Prisma.TransactionClient,
  now: Date,
  { declared, ...judged }: ReadyDeclaration,
  { keys }: ConnectionDeployment,
): Promise<Prisma.InputJsonObject> {
  const firstDueAt = new Date(now.getTime() + Math.random() * spreadMs);
  const { name, tagRules, interval: intervalMs } = declared;
  const origin = { managedBy: 'file' as const, simulated: false };
  const made = await insertConnection(tx, { ...judged, ...origin, name, tagRules, intervalMs, firstDueAt }, now);
  if (judged.secret !== null) await writeSecret(tx, keys, made.id, judged.secret, now);
  return { connection: name, change: 'created' };
}

async function bringIntoLine(
  tx: Prisma.TransactionClient,
  now: Date,
  existing: StoredConnection,
  { declared, provider, settings, secret }: ReadyDeclaration,
  { keys }: ConnectionDeployment,
): Promise<Prisma.InputJsonObject | null> {
  const wanted: ConnectionChange = {
    settings,
    tagRules: { ...defaultTagRules, ...declared.tagRules },
    intervalMs: declared.interval ?? defaultIntervalOf(provider),
    managedBy: 'file',
    paused: false,
  };
  const differs = !isDeepStrictEqual({ ...existing, ...wanted }, existing);
  const hasNewSecret = !isDeepStrictEqual(await readSecretIfPossible(tx, keys, existing.id), secret);
  if (!differs && !hasNewSecret) return null;

  if (hasNewSecret && secret === null) await deleteSecret(tx, existing.id);
  if (hasNewSecret && secret !== null) await writeSecret(tx, keys, existing.id, secret, now);
  const changed = await changeConnection(tx, existing, wanted, now);
  const detail = { ...describeChange(existing, changed), ...(hasNewSecret && { secret: 'replaced' }) };
  return { connection: existing.name, change: 'updated', detail };
}

/** One that cannot be opened is as good as another one: it is replaced. */
async function readSecretIfPossible(
  tx: Prisma.TransactionClient,
  keys: ConnectionDeployment['keys'],
  id: string,
): Promise<Record<string, string> | null | 'unreadable'> {
  try {
    return await readSecret(tx, keys, id);
  } catch (error) {
    if (error instanceof SecretUnreadable) return 'unreadable';
    throw error;
  }
}
