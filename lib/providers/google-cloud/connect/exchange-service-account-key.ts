import { createPrivateKey } from 'node:crypto';
import { SignJWT } from 'jose';
import { parseServiceAccountKey, type ServiceAccountKey } from '../credentials/service-account-key';
import { isTrustedDestination, originOf } from '../endpoints';
import { callGoogle } from './call-google';
import type { GoogleSession } from './google-session';
import { refuseSecret, untrustedDestination } from './refuse-secret';
import { type AccessToken, postForm, readToken, tokenScope } from './token-answer';

const operation = 'oauth2:token';
const grantType = 'urn:ietf:params:oauth:grant-type:jwt-bearer';
const assertionSeconds = 3600;

/**
 * Signs for a service account with its key and gets a token for the signature. The vendor's library would send it to an
 * address of its own choosing; this goes through the guarded fetch, and only to Google or the connection's endpoint.
 */
export async function exchangeServiceAccountKey(
  session: GoogleSession,
  fetchGuarded: typeof fetch,
  keyText: string,
): Promise<AccessToken> {
  const parsed = parseServiceAccountKey(keyText);
  if (!parsed.success) throw refuseSecret(operation, 'The service account key of the connection cannot be read.');
  const key = parsed.data;
  if (!isTrustedDestination(session.settings, key.tokenUri)) throw untrustedDestination(operation);
  const address = new URL('/token', originOf(session.settings, 'oauth2'));
  return callGoogle(session.calls, operation, null, async (signal) => {
    const assertion = await signAssertion(key, session.now());
    const form = new URLSearchParams({ grant_type: grantType, assertion });
    return readToken(await postForm(fetchGuarded, address, form, signal), session.now());
  });
}

function signAssertion({ clientEmail, privateKey, privateKeyId, tokenUri }: ServiceAccountKey, now: Date) {
  const nowSeconds = Math.floor(now.getTime() / 1000);
  return new SignJWT({ scope: tokenScope })
    .setProtectedHeader({ alg: 'RS256', typ: 'JWT', ...(privateKeyId === undefined ? {} : { kid: privateKeyId }) })
    .setIssuer(clientEmail)
    .setAudience(tokenUri)
    .setIssuedAt(nowSeconds)
    .setExpirationTime(nowSeconds + assertionSeconds)
    .sign(createPrivateKey(privateKey));
}
