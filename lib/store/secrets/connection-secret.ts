import type { MasterKeys } from '@/lib/config/master-keys';
import type { Prisma } from '@/lib/store/database/generated/client';
import { openSecret, sealSecret } from './seal-secret';

/** Stores a connection's secret in place of any earlier one. */
export async function writeSecret(
  tx: Prisma.TransactionClient,
  keys: MasterKeys,
  connectionId: string,
  secret: Record<string, string>,
  now: Date,
): Promise<void> {
  const { envelope, keyVersion } = sealSecret(keys, connectionId, secret);
  const stored = { envelope: new Uint8Array(envelope), keyVersion, setAt: now };
  await tx.connectionSecret.upsert({
    where: { connectionId },
    create: { connectionId, ...stored },
    update: stored,
  });
}

/** A connection's secret; null when it has none and uses ambient credentials. Throws `SecretUnreadable`. */
export async function readSecret(
  tx: Prisma.TransactionClient,
  keys: MasterKeys,
  connectionId: string,
): Promise<Record<string, string> | null> {
  const stored = await tx.connectionSecret.findUnique({ where: { connectionId } });
  if (stored === null) return null;
  return openSecret(keys, connectionId, { envelope: Buffer.from(stored.envelope), keyVersion: stored.keyVersion });
}

/** Whether a connection has a secret, without opening it. */
export async function hasSecret(tx: Prisma.TransactionClient, connectionId: string): Promise<boolean> {
  return (await tx.connectionSecret.count({ where: { connectionId } })) > 0;
}

/** Forgets a connection's secret: it goes on with ambient credentials. */
export async function deleteSecret(tx: Prisma.TransactionClient, connectionId: string): Promise<void> {
  await tx.connectionSecret.deleteMany({ where: { connectionId } });
}
