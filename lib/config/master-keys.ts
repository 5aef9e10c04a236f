import { hkdfSync } from 'node:crypto';

/** A 32-byte master key. Secrets are sealed under it and sub-keys are derived from it; it is never stored with them. */
export interface MasterKey {
  /** Names the key without revealing it: derived from its bytes, so the same key has the same version everywhere. */
  version: string;
  bytes: Buffer;
}

/** `current` seals; `previous` can only open what they sealed, until it is sealed again under `current`. */
export interface MasterKeys {
  current: MasterKey;
  previous: MasterKey[];
}

/** What sub-keys exist for. A new purpose gets a new name, so that no two ever share a key. */
export type SubKeyPurpose = 'auth' | 'session' | 'cursor' | 'idempotency';

const keyBytes = 32;

/** A key from its base64 form; null when it is not exactly 32 bytes of base64. */
export function parseMasterKey(text: string): MasterKey | null {
  const bytes = Buffer.from(text.trim(), 'base64');
  const isCanonical = bytes.toString('base64').replace(/=+$/, '') === text.trim().replace(/=+$/, '');
  if (!isCanonical || bytes.length !== keyBytes) return null;
  return { version: derive(bytes, 'version', 6).toString('hex'), bytes };
}

/** A 32-byte secret for one purpose, from the current master key, in base64url. */
export function deriveSubKey(keys: MasterKeys, purpose: SubKeyPurpose): string {
  return derive(keys.current.bytes, purpose, keyBytes).toString('base64url');
}

function derive(bytes: Buffer, purpose: string, length: number): Buffer {
  return Buffer.from(hkdfSync('sha256', bytes, Buffer.alloc(0), `millwright/${purpose}`, length));
}
