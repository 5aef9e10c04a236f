import type { Prisma } from '@/lib/store/database/generated/client';
import { type StoredConnection, toStoredConnection } from './stored-connection';

/** A connection by id; null when there is none. */
export async function readConnection(tx: Prisma.TransactionClient, id: string): Promise<StoredConnection | null> {
  const row = await tx.connection.findUnique({ where: { id } });
  return row && toStoredConnection(row);
}

/** Like `readConnection`, and keeps others from changing it until the transaction ends. Reads into it go on. */
export async function lockConnection(tx: Prisma.TransactionClient, id: string): Promise<StoredConnection | null> {
  await tx.$queryRaw`SELECT 1 FROM connection WHERE id = ${id}::uuid FOR NO KEY UPDATE`;
  return readConnection(tx, id);
}

/** Every connection, by name. */
export async function listConnections(tx: Prisma.TransactionClient): Promise<StoredConnection[]> {
  const rows = await tx.connection.findMany({ orderBy: [{ name: 'asc' }, { id: 'asc' }] });
  return rows.map(toStoredConnection);
}
