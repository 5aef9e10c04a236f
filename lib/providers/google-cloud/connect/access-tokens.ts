import { GoogleAuth } from 'google-auth-library';
import { createGuardedFetch } from '../../contract/http/guarded-fetch';
import { ProviderError } from '../../contract/provider-error';
import { exchangeExternalAccount } from './exchange-external-account';
import { exchangeServiceAccountKey } from './exchange-service-account-key';
import type { GoogleSession } from './google-session';
import { type AccessToken, tokenScope } from './token-answer';

/** Tokens are renewed this long before they expire, in milliseconds. */
const renewBeforeMs = 5 * 60_000;

/** Hands out a valid access token. Throws a `ProviderError` when there is none to be had. */
export type TokenSource = () => Promise<string>;

/** Access tokens of the connection's identity, got when first needed and again shortly before they expire. */
export function openTokenSource(session: GoogleSession): TokenSource {
  const get = toExchange(session);
  let held: { pending: Promise<AccessToken>; renewAtMs: number } | null = null;
  return async () => {
    if (held === null || session.now().getTime() >= held.renewAtMs) {
      const renewal = { pending: get(), renewAtMs: Number.POSITIVE_INFINITY };
      held = renewal;
      renewal.pending.then(
        ({ expiresAtMs }) => {
          renewal.renewAtMs = expiresAtMs - renewBeforeMs;
        },
        () => {
          if (held === renewal) held = null;
        },
      );
    }
    return (await held.pending).token;
  };
}

function toExchange(session: GoogleSession): () => Promise<AccessToken> {
  const { secret } = session;
  if (secret === null) return () => readAmbientToken(session);
  const fetchGuarded = createGuardedFetch(session.transport);
  if ('serviceAccountKey' in secret)
    return () => exchangeServiceAccountKey(session, fetchGuarded, secret.serviceAccountKey);
  return () => exchangeExternalAccount(session, fetchGuarded, secret);
}

/**
 * A token of the identity that Millwright itself runs under: what the deployment configured, a file or the machine's
 * own. It goes to Google alone: with an endpoint of somebody's choosing it would be given away.
 */
async function readAmbientToken({ calls, settings, now }: GoogleSession): Promise<AccessToken> {
  const refuse = (code: string, message: string, remedy: string, cause?: unknown) =>
    new ProviderError({ kind: 'credentials-rejected', code, operation: 'oauth2:token', message, remedy, cause });
  if (settings.endpoint !== undefined) {
    throw refuse(
      'AmbientCredentialsKept',
      'Millwright does not send the credentials it runs under to another endpoint than Google’s own.',
      'Enter a service account key or a federated identity for this endpoint, or remove the endpoint.',
    );
  }
  return calls.run({ operation: 'oauth2:token', bucket: 'token', priceMicroUsd: 0 }, async () => {
    try {
      const client = await new GoogleAuth({ scopes: [tokenScope] }).getClient();
      const { token } = await client.getAccessToken();
      const expiresAtMs = client.credentials.expiry_date ?? now().getTime() + 2 * renewBeforeMs;
      if (token) return { token, expiresAtMs };
    } catch (error) {
      throw refuse(
        'AmbientCredentialsMissing',
        'Millwright found no Google credentials of its own, or Google did not accept them.',
        'Enter a service account key in the connection, or give the Millwright process Application Default Credentials.',
        error,
      );
    }
    throw refuse(
      'AmbientCredentialsMissing',
      'Millwright’s own Google credentials gave no access token.',
      'Enter a service account key in the connection, or give the Millwright process Application Default Credentials.',
    );
  });
}
