import type { MasterKeys } from '@/lib/config/master-keys';
import { Prisma, type PrismaClient } from '@/lib/store/database/generated/client';
import { openSecret } from '@/lib/store/secrets/seal-secret';
import { type StoredConnection, toStoredConnection } from './stored-connection';

/** A connection and its secret as they stood at one moment: a secret is only ever sent where it was meant to go. */
export interface ConnectionWithSecret {
  connection: StoredConnection;
  /** The secret; null when it has none and uses ambient credentials. Throws `SecretUnreadable`. */
  openSecret(keys: MasterKeys): Record<string, string> | null;
}

/** A connection with its secret, by id; null when there is none. */
export async function readConnectionWithSecret(prisma: PrismaClient, id: string): Promise<ConnectionWithSecret | null> {
  const found = await prisma.$transaction(
    (tx) => tx.connection.findUnique({ where: { id }, include: { secret: true } }),
    { isolationLevel: Prisma.TransactionIsolationLevel.RepeatableRead },
  );
  if (found === null) return null;
  const { secret, ...row } = found;
  return {
    connection: toStoredConnection(row),
    openSecret: (keys) =>
      secret && openSecret(keys, id, { envelope: Buffer.from(secret.envelope), keyVersion: secret.keyVersion }),
  };
}
