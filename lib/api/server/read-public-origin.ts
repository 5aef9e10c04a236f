import { readOwnOrigin } from '@/lib/access/request/own-origin';
import { sharedConfig } from '@/lib/config/shared-config';
import { Refusal } from '@/lib/domain/refusal';

/** The origin links of this console start with. */
export function readPublicOrigin(request: Request): string {
  const origin = readOwnOrigin(request.headers, sharedConfig());
  if (origin === null)
    throw new Refusal('unavailable', 'This console does not know its own address: set MILLWRIGHT_URL.');
  return origin;
}
