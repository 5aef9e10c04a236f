import type { Actor } from '@/lib/access/actor';
import { findSessionActor } from '@/lib/access/session/find-session-actor';
import { findSessionToken, parseCookies } from '@/lib/access/session/session-cookie';
import { findProbeActor } from '@/lib/access/tokens/find-probe-actor';
import { findTokenActor } from '@/lib/access/tokens/find-token-actor';
import type { Config } from '@/lib/config/config';
import { Refusal } from '@/lib/domain/refusal';
import type { Database } from '@/lib/store/database/database';
import { readOwnOrigin } from './own-origin';

/** How a request proves who asks. A browser's cookie can be ridden by a foreign page, a bearer token cannot. */
export type Credential = 'cookie' | 'bearer' | 'none';

export interface ResolvedActor {
  actor: Actor | null;
  credential: Credential;
}

/**
 * Who asks, from the `Authorization` header or else the session cookie; actor null when nobody is signed in.
 * Throws `unauthenticated` for a bearer token that is not good: it never falls back to the cookie.
 */
export async function resolveActor(
  headers: Headers,
  database: Database,
  config: Pick<Config, 'demo' | 'origin'>,
  now: Date,
): Promise<ResolvedActor> {
  const authorization = headers.get('authorization');
  if (authorization !== null) {
    const [scheme, value] = authorization.split(' ', 2);
    const token = scheme?.toLowerCase() === 'bearer' && value ? value.trim() : null;
    const actor =
      token === null ? null : ((await findTokenActor(database, token, now)) ?? (await findProbeActor(database, token)));
    if (actor === null) throw new Refusal('unauthenticated', 'This token is unknown, expired or revoked.');
    return { actor, credential: 'bearer' };
  }
  const secure = readOwnOrigin(headers, config)?.startsWith('https:') ?? true;
  const token = findSessionToken(parseCookies(headers.get('cookie')), secure, config.demo);
  if (token === null) return { actor: null, credential: 'none' };
  return { actor: await findSessionActor(database, token, now), credential: 'cookie' };
}
