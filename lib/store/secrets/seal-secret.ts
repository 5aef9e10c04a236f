import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import type { MasterKey, MasterKeys } from '@/lib/config/master-keys';
import { seal, sealOverhead, unseal } from './envelope';
import { SecretUnreadable } from './secret-unreadable';

/** A connection's secret as it is stored: under a data key of its own, which is under the master key of `keyVersion`. */
export interface SealedSecret {
  /** Format byte, sealed data key, sealed secret. */
  envelope: Buffer;
  keyVersion: string;
}

// Zod's own record leaves out a key called `__proto__`: what was sealed would not be what is opened.
const secretSchema = z.custom<Record<string, string>>(
  (value) =>
    typeof value === 'object' && value !== null && Object.values(value).every((field) => typeof field === 'string'),
);
const format = 1;
const dataKeyBytes = 32;
const sealedKeyBytes = dataKeyBytes + sealOverhead;

/** Seals a secret for one connection under the current master key. */
export function sealSecret(keys: MasterKeys, connectionId: string, secret: Record<string, string>): SealedSecret {
  const dataKey = randomBytes(dataKeyBytes);
  const boundTo = bindingOf(connectionId, keys.current.version);
  const envelope = Buffer.concat([
    Buffer.of(format),
    seal(keys.current.bytes, dataKey, boundTo),
    seal(dataKey, Buffer.from(JSON.stringify(secret)), boundTo),
  ]);
  return { envelope, keyVersion: keys.current.version };
}

/** Opens a connection's secret. Throws `SecretUnreadable` when it was moved, altered or sealed under a key we lack. */
export function openSecret(keys: MasterKeys, connectionId: string, sealed: SealedSecret): Record<string, string> {
  const master = findKey(keys, sealed.keyVersion);
  const boundTo = bindingOf(connectionId, sealed.keyVersion);
  const { envelope } = sealed;
  const dataKey =
    envelope[0] === format ? unseal(master.bytes, envelope.subarray(1, 1 + sealedKeyBytes), boundTo) : null;
  const plain = dataKey && unseal(dataKey, envelope.subarray(1 + sealedKeyBytes), boundTo);
  if (plain === null)
    throw new SecretUnreadable('The stored secret was altered or belongs to another connection. Enter it again.');
  return secretSchema.parse(JSON.parse(plain.toString('utf8')));
}

/** Connection and key version are authenticated with the bytes, so that neither can be swapped in the database. */
function bindingOf(connectionId: string, keyVersion: string): Buffer {
  return Buffer.from(`millwright/connection-secret/${format}/${connectionId.toLowerCase()}/${keyVersion}`);
}

function findKey(keys: MasterKeys, version: string): MasterKey {
  const found = [keys.current, ...keys.previous].find((key) => key.version === version);
  if (found) return found;
  throw new SecretUnreadable(
    `The stored secret is sealed under master key ${version}, which this process does not have. ` +
      'Add that key to MILLWRIGHT_PREVIOUS_KEYS_FILE, or enter the secret again.',
  );
}
