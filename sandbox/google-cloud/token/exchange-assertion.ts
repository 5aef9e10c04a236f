import { TokenError } from '../google-error';
import { writeAccessToken } from '../identity/access-tokens';
import { isSignedBy, parseToken } from '../identity/json-web-token';
import type { Trust } from '../identity/trust';

const grant = 'urn:ietf:params:oauth:grant-type:jwt-bearer';
const toleranceSeconds = 300;
const longestSeconds = 3600;

const invalidGrant = (description: string) => new TokenError('invalid_grant', description);

/** Answers `oauth2.googleapis.com/token`: an access token for what a service account signed. */
export function exchangeAssertion(trust: Trust, form: URLSearchParams, now: Date): unknown {
  if (form.get('grant_type') !== grant) {
    throw new TokenError('unsupported_grant_type', `Invalid grant_type: ${form.get('grant_type') ?? ''}`);
  }
  const token = parseToken(form.get('assertion') ?? '');
  if (!token) throw new TokenError('invalid_request', 'Bad Request');
  const { claims } = token;
  if (claims.iss !== trust.account.email) {
    throw invalidGrant('Invalid grant: account not found');
  }
  if (!isSignedBy(token, trust.account.publicKey)) throw invalidGrant('Invalid JWT Signature.');
  if (!isTimely(claims.iat, claims.exp, now.getTime() / 1000)) {
    throw invalidGrant(
      'Invalid JWT: Token must be a short-lived token (60 minutes) and in a reasonable timeframe. Check your iat and exp values in the JWT claim.',
    );
  }
  if (typeof claims.aud !== 'string' || !claims.aud.endsWith('/token')) {
    throw invalidGrant('Invalid JWT: Failed audience check.');
  }
  const scopes = (claims.scope ?? '').split(' ').filter((scope) => scope !== '');
  if (scopes.length === 0) throw new TokenError('invalid_scope', 'Empty or missing scope not allowed.');
  return {
    access_token: writeAccessToken(trust.signingKey, {
      principal: trust.account.email,
      scopes,
      expiresAt: Math.floor(now.getTime() / 1000) + 3599,
    }),
    expires_in: 3599,
    token_type: 'Bearer',
  };
}

function isTimely(iat: number | undefined, exp: number | undefined, nowSeconds: number): boolean {
  if (iat === undefined || exp === undefined) return false;
  return exp - iat <= longestSeconds && iat - nowSeconds <= toleranceSeconds && exp + toleranceSeconds > nowSeconds;
}
