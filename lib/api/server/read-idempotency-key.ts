import type { Repeatable } from '@/lib/access/repeatable-token';
import { deriveSubKey } from '@/lib/config/master-keys';
import { sharedConfig } from '@/lib/config/shared-config';
import { Refusal } from '@/lib/domain/refusal';

/** The request's `Idempotency-Key`: sent again with the same one, it acts once. Null when there is none. */
export function readIdempotencyKey(request: Request): Repeatable | null {
  const key = request.headers.get('idempotency-key');
  if (key === null) return null;
  if (!/^[\x21-\x7e]{8,128}$/.test(key))
    throw new Refusal('invalid', 'The Idempotency-Key must be 8 to 128 visible ASCII characters.');
  return { key, secret: deriveSubKey(sharedConfig().keys, 'idempotency') };
}
