/**
 * The address a request came from, as the nearest proxy saw it (the last hop of X-Forwarded-For, which Next itself fills in
 * when there is no proxy). Good for throttling, not for trust: without a proxy a client can write it.
 */
export function readClientAddress(headers: Headers): string {
  return headers.get('x-forwarded-for')?.split(',').at(-1)?.trim().slice(0, 64) || 'unknown';
}
