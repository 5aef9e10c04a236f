import type { AuditTarget } from '@/lib/audit/append-audit';
import type { Config } from '@/lib/config/config';
import { Refusal } from '@/lib/domain/refusal';
import { lockConnection } from '@/lib/store/connections/read-connection';
import type { StoredConnection } from '@/lib/store/connections/stored-connection';
import type { Prisma } from '@/lib/store/database/generated/client';

/** What connection commands need of the deployment. */
export type ConnectionDeployment = Pick<Config, 'keys' | 'egressAllow'>;

/** A connection in the audit record. Before it has been looked up its label is its id. */
export function toTarget(connection: { id: string; name?: string }): AuditTarget {
  return { kind: 'connection', id: connection.id, label: connection.name ?? connection.id };
}

/** Locks a connection for change. Throws a `not-found` Refusal when there is none. */
export async function lockExisting(tx: Prisma.TransactionClient, id: string): Promise<StoredConnection> {
  const connection = await lockConnection(tx, id);
  if (connection === null) throw new Refusal('not-found', 'There is no such connection.');
  return connection;
}

/** Locks a connection that people may edit. Throws a `conflict` Refusal when millwright.yaml declares it. */
export async function lockEditable(tx: Prisma.TransactionClient, id: string): Promise<StoredConnection> {
  const connection = await lockExisting(tx, id);
  if (connection.managedBy === 'file')
    throw new Refusal('conflict', `${connection.name} is declared in millwright.yaml; change it there.`);
  return connection;
}
