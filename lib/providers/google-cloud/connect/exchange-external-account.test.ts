import { describe, expect, it } from 'vitest';
import { openSession } from '../../contract/session/open-session';
import { googleCloudProvider } from '../provider';
import { exchangeExternalAccount } from './exchange-external-account';

const now = new Date('2026-11-21T10:00:00Z');
const audience = '//iam.googleapis.com/projects/1/locations/global/workloadIdentityPools/p/providers/q';
const account = {
  type: 'external_account',
  audience,
  subject_token_type: 'urn:ietf:params:oauth:token-type:jwt',
  token_url: 'https://sts.googleapis.com/v1/token',
};
const impersonating = {
  ...account,
  service_account_impersonation_url:
    'https://iamcredentials.googleapis.com/v1/projects/-/serviceAccounts/reader@lab.iam.gserviceaccount.com:generateAccessToken',
};

interface Sent {
  url: string;
  body: string;
  authorization: string | null;
}

/** Exchanges over a transport that only answers as Google does, and tells what was sent. */
async function exchange(configuration: object, settings: object = {}) {
  const secret = { externalCredentials: JSON.stringify(configuration), subjectToken: 'proof' };
  const session = openSession(googleCloudProvider, {
    settings: { scope: 'folders/1', ...settings },
    secret,
    egressAllow: [],
    signal: new AbortController().signal,
    now: () => now,
  });
  const sent: Sent[] = [];
  const answer: typeof fetch = async (input, init) => {
    const request = new Request(input, init);
    sent.push({
      url: request.url,
      body: await request.text(),
      authorization: request.headers.get('authorization'),
    });
    return Response.json(
      request.url.endsWith('/v1/token')
        ? { access_token: 'federated', expires_in: 3600, token_type: 'Bearer' }
        : { accessToken: 'impersonated', expireTime: '2026-11-21T11:00:00Z' },
    );
  };
  try {
    return { token: await exchangeExternalAccount(session, answer, secret), sent };
  } finally {
    session.transport.close();
  }
}

describe('a federated identity', () => {
  it('exchanges its subject token for one of Google’s', async () => {
    const { token, sent } = await exchange(account);
    expect(token).toEqual({ token: 'federated', expiresAtMs: now.getTime() + 3_600_000 });
    expect(sent.map(({ url }) => url)).toEqual(['https://sts.googleapis.com/v1/token']);
    expect(Object.fromEntries(new URLSearchParams(sent[0]?.body))).toMatchObject({
      grant_type: 'urn:ietf:params:oauth:grant-type:token-exchange',
      audience,
      subject_token: 'proof',
      subject_token_type: account.subject_token_type,
    });
  });

  it('then acts as the service account that its configuration names', async () => {
    const { token, sent } = await exchange(impersonating);
    expect(token).toEqual({ token: 'impersonated', expiresAtMs: Date.parse('2026-11-21T11:00:00Z') });
    expect(sent[1]).toMatchObject({
      url: 'https://iamcredentials.googleapis.com/v1/projects/-/serviceAccounts/reader%40lab.iam.gserviceaccount.com:generateAccessToken',
      authorization: 'Bearer federated',
    });
  });

  it('is exchanged at the connection’s endpoint and for its audience, where it has them', async () => {
    const settings = { endpoint: 'https://google.example.net', audience: audience.replace('/q', '/other') };
    const { sent } = await exchange(impersonating, settings);
    expect(sent.map(({ url }) => new URL(url).origin)).toEqual([settings.endpoint, settings.endpoint]);
    expect(new URLSearchParams(sent[0]?.body).get('audience')).toBe(settings.audience);
  });

  it('is sent nowhere when its configuration names an address that is not Google’s', async () => {
    const elsewhere = { ...account, token_url: 'http://169.254.169.254/v1/token' };
    await expect(exchange(elsewhere)).rejects.toMatchObject({
      kind: 'credentials-rejected',
      code: 'TokenAddressRefused',
    });
  });

  it('needs an audience, in the one place or the other', async () => {
    const { audience: _, ...without } = account;
    await expect(exchange(without)).rejects.toMatchObject({ kind: 'credentials-rejected', code: 'SecretUnusable' });
  });
});
