import type { CookiesOptions } from 'next-auth';
import { sessionCookieName } from '@/lib/access/session/session-cookie';

/**
 * Names and flags of every cookie of sign-in. Over https all carry `__Host-`: this host only, path /, TLS only.
 * Lax, because the way back from the identity provider is a navigation from elsewhere.
 */
export function authCookies(secure: boolean): CookiesOptions {
  const options = { httpOnly: true, sameSite: 'lax', path: '/', secure } as const;
  const name = (part: string) => `${secure ? '__Host-' : ''}millwright.${part}`;
  const quarterHour = { ...options, maxAge: 900 };
  return {
    sessionToken: { name: sessionCookieName(secure), options },
    callbackUrl: { name: name('callback-url'), options },
    csrfToken: { name: name('csrf-token'), options },
    pkceCodeVerifier: { name: name('pkce'), options: quarterHour },
    state: { name: name('state'), options: quarterHour },
    nonce: { name: name('nonce'), options: quarterHour },
  };
}
