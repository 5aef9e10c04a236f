import type { MasterKeys } from '@/lib/config/master-keys';
import type { Prisma } from '@/lib/store/database/generated/client';
import { openSecret, sealSecret } from './seal-secret';
import { SecretUnreadable } from './secret-unreadable';

export interface RewrapOutcome {
  /** Connections whose secret is now under the current key. */
  rewrapped: string[];
  /** Connections whose secret could not be opened, with the reason. */
  unreadable: { connectionId: string; message: string }[];
}

/**
 * Seals every secret again that is not under the current master key, so that the previous keys can be thrown away.
 * A secret rotated meanwhile is left as its owner set it.
 */
export async function rewrapSecrets(tx: Prisma.TransactionClient, keys: MasterKeys): Promise<RewrapOutcome> {
  const outcome: RewrapOutcome = { rewrapped: [], unreadable: [] };
  const stale = await tx.connectionSecret.findMany({
    where: { keyVersion: { not: keys.current.version } },
    orderBy: { connectionId: 'asc' },
  });
  for (const { connectionId, envelope, keyVersion } of stale) {
    try {
      const secret = openSecret(keys, connectionId, { envelope: Buffer.from(envelope), keyVersion });
      const sealed = sealSecret(keys, connectionId, secret);
      const { count } = await tx.connectionSecret.updateMany({
        where: { connectionId, envelope, keyVersion },
        data: { envelope: new Uint8Array(sealed.envelope), keyVersion: sealed.keyVersion },
      });
      if (count > 0) outcome.rewrapped.push(connectionId);
    } catch (error) {
      if (!(error instanceof SecretUnreadable)) throw error;
      outcome.unreadable.push({ connectionId, message: error.message });
    }
  }
  return outcome;
}
