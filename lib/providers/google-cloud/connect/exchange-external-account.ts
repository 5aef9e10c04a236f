import { z } from 'zod';
import { type ExternalAccount, parseExternalAccount } from '../credentials/external-account';
import { isTrustedDestination, originOf } from '../endpoints';
import { callGoogle, readAnswer } from './call-google';
import type { GoogleSession } from './google-session';
import { refuseSecret, untrustedDestination } from './refuse-secret';
import { type AccessToken, postForm, readToken, tokenScope } from './token-answer';

const exchange = 'sts:token';
const impersonation = 'iamcredentials:generateAccessToken';

const impersonatedSchema = z.object({ accessToken: z.string().min(1), expireTime: z.iso.datetime({ offset: true }) });

/**
 * Exchanges a subject token for Google's, and that for the service account's to act as where the configuration names
 * one. The vendor's library would do this over a transport of its own and could be told to read files and run programs;
 * this sends nothing but the token that was entered, and only to Google or the connection's endpoint.
 */
export async function exchangeExternalAccount(
  session: GoogleSession,
  fetchGuarded: typeof fetch,
  { externalCredentials, subjectToken }: { externalCredentials: string; subjectToken: string },
): Promise<AccessToken> {
  const parsed = parseExternalAccount(externalCredentials);
  if (!parsed.success) throw refuseSecret(exchange, 'The federated identity of the connection cannot be read.');
  const account = parsed.data;
  const { tokenUrl, serviceAccountEmail } = account;
  if (tokenUrl !== undefined && !isTrustedDestination(session.settings, tokenUrl)) throw untrustedDestination(exchange);
  const federated = await exchangeSubjectToken(session, fetchGuarded, account, subjectToken);
  if (serviceAccountEmail === undefined) return federated;
  return impersonate(session, fetchGuarded, serviceAccountEmail, federated);
}

async function exchangeSubjectToken(
  { calls, settings, now }: GoogleSession,
  fetchGuarded: typeof fetch,
  account: ExternalAccount,
  subjectToken: string,
): Promise<AccessToken> {
  const audience = settings.audience ?? account.audience;
  if (audience === undefined)
    throw refuseSecret(exchange, 'Neither the connection nor its federated identity names an audience.');
  const form = new URLSearchParams({
    grant_type: 'urn:ietf:params:oauth:grant-type:token-exchange',
    audience,
    scope: tokenScope,
    requested_token_type: 'urn:ietf:params:oauth:token-type:access_token',
    subject_token: subjectToken,
    subject_token_type: account.subjectTokenType,
  });
  const address = new URL('/v1/token', originOf(settings, 'sts'));
  return callGoogle(calls, exchange, null, async (signal) =>
    readToken(await postForm(fetchGuarded, address, form, signal), now()),
  );
}

async function impersonate(
  { calls, settings }: GoogleSession,
  fetchGuarded: typeof fetch,
  email: string,
  { token }: AccessToken,
): Promise<AccessToken> {
  const address = new URL(
    `/v1/projects/-/serviceAccounts/${encodeURIComponent(email)}:generateAccessToken`,
    originOf(settings, 'iamcredentials'),
  );
  return callGoogle(calls, impersonation, null, async (signal) => {
    const answer = await fetchGuarded(address, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: JSON.stringify({ scope: [tokenScope], lifetime: '3600s' }),
      signal,
    });
    const { accessToken, expireTime } = impersonatedSchema.parse(await readAnswer(answer));
    return { token: accessToken, expiresAtMs: Date.parse(expireTime) };
  });
}
