import type { WireRequest } from '../../wire/wire';
import { unauthenticated } from '../google-error';
import { readAccessToken } from './access-tokens';
import { isSignedBy, parseToken } from './json-web-token';
import type { Trust } from './trust';

const toleranceSeconds = 300;
const longestSeconds = 3600;
/** What a caller of these APIs must have asked for, one of them. */
const scopes = [
  'https://www.googleapis.com/auth/cloud-platform',
  'https://www.googleapis.com/auth/cloud-platform.read-only',
  'https://www.googleapis.com/auth/bigquery',
  'https://www.googleapis.com/auth/bigquery.readonly',
  'https://www.googleapis.com/auth/monitoring',
  'https://www.googleapis.com/auth/monitoring.read',
];

/** Who asks, or Google's refusal thrown: by an access token, or by a token the service account signed for itself. */
export function authenticate(trust: Trust, request: WireRequest, host: string, now: Date): string {
  const [scheme = '', token] = (request.headers.authorization ?? '').split(' ');
  if (scheme.toLowerCase() !== 'bearer' || token === undefined) throw unauthenticated('CREDENTIALS_MISSING', host);
  const nowSeconds = now.getTime() / 1000;
  const session = readAccessToken(trust.signingKey, token);
  if (session) {
    if (session.expiresAt <= nowSeconds) throw unauthenticated('ACCESS_TOKEN_EXPIRED', host);
    if (!session.scopes.some((scope) => scopes.includes(scope))) {
      throw unauthenticated('ACCESS_TOKEN_TYPE_UNSUPPORTED', host);
    }
    return session.principal;
  }
  return authenticateSelfSigned(trust, token, host, nowSeconds);
}

function authenticateSelfSigned({ account }: Trust, text: string, host: string, nowSeconds: number): string {
  const refusal = unauthenticated('ACCESS_TOKEN_TYPE_UNSUPPORTED', host);
  const token = parseToken(text);
  if (!token || token.claims.iss !== account.email || !isSignedBy(token, account.publicKey)) throw refusal;
  const { iat, exp, aud, scope } = token.claims;
  const isFor = aud === `https://${host}/` || (scope ?? '').split(' ').some((each) => scopes.includes(each));
  if (iat === undefined || exp === undefined || !isFor) throw refusal;
  if (exp - iat > longestSeconds || iat - nowSeconds > toleranceSeconds) throw refusal;
  if (exp <= nowSeconds) throw unauthenticated('ACCESS_TOKEN_EXPIRED', host);
  return account.email;
}
