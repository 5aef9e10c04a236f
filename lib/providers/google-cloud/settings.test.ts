import { generateKeyPairSync } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { isTrustedDestination } from './endpoints';
import { googleCloudSecretSchema, googleCloudSettingsSchema } from './settings';

const { privateKey } = generateKeyPairSync('rsa', {
  modulusLength: 2048,
  publicKeyEncoding: { type: 'spki', format: 'pem' },
  privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
});
const key = {
  type: 'service_account',
  client_email: 'reader@lab.iam.gserviceaccount.com',
  private_key: privateKey,
  token_uri: 'https://oauth2.googleapis.com/token',
};
const external = {
  type: 'external_account',
  audience: '//iam.googleapis.com/projects/1/locations/global/workloadIdentityPools/p/providers/q',
  subject_token_type: 'urn:ietf:params:oauth:token-type:jwt',
  token_url: 'https://sts.googleapis.com/v1/token',
};

describe('the scope of a Google Cloud connection', () => {
  it.each(['organizations/123', 'folders/42', 'projects/my-project', 'projects/example.com:lab-one', 'projects/123'])(
    'may be %s',
    (scope) => {
      expect(googleCloudSettingsSchema.parse({ scope })).toEqual({ scope, billingDatasets: [] });
    },
  );

  it.each(['', 'my-project', 'organizations/acme', 'projects/../organizations/1', 'projects/a?b', 'folders/1/assets'])(
    'is not %j',
    (scope) => {
      expect(googleCloudSettingsSchema.safeParse({ scope }).success).toBe(false);
    },
  );

  it('may come with datasets of bills, blank lines left out', () => {
    const read = (billingDatasets: string[]) =>
      googleCloudSettingsSchema.safeParse({ scope: 'folders/1', billingDatasets });
    expect(read([' my-project.billing ', '']).data?.billingDatasets).toEqual(['my-project.billing']);
    expect(read(['my-project.billing/tables/x']).success).toBe(false);
    expect(read(['billing']).success).toBe(false);
  });

  it('reads again what it has read', () => {
    const settings = googleCloudSettingsSchema.parse({
      scope: ' folders/1 ',
      endpoint: 'https://g.example.net/',
      audience: '',
    });
    expect(googleCloudSettingsSchema.parse(settings)).toEqual(settings);
  });
});

describe('the secret of a Google Cloud connection', () => {
  const parse = (secret: object) => googleCloudSecretSchema.safeParse(secret);

  it('is a key, and stays as it was entered', () => {
    const secret = { serviceAccountKey: JSON.stringify(key), externalCredentials: '', subjectToken: '' };
    expect(parse(secret).data).toEqual({ serviceAccountKey: secret.serviceAccountKey });
  });

  it('or a federated identity with its token', () => {
    const secret = { externalCredentials: JSON.stringify(external), subjectToken: 'abc' };
    expect(parse(secret).data).toEqual(secret);
  });

  it.each([
    ['a file', { file: '/var/run/secrets/token' }],
    ['an address', { url: 'http://169.254.169.254/computeMetadata/v1/token' }],
    ['a program', { executable: { command: '/bin/sh -c id' } }],
    ['AWS', { environment_id: 'aws1', region_url: 'http://169.254.169.254/latest' }],
  ])('never gets its token from %s that it names', (_, credential_source) => {
    const externalCredentials = JSON.stringify({ ...external, credential_source });
    const refused = parse({ externalCredentials });
    expect(refused.error?.issues.map(({ path }) => path)).toEqual([['subjectToken']]);
  });

  it('is refused without repeating any of it', () => {
    const canary = 'canary-1f2e3d';
    for (const secret of [
      { serviceAccountKey: canary },
      { serviceAccountKey: JSON.stringify({ ...key, private_key: canary }) },
      { serviceAccountKey: JSON.stringify({ ...key, universe_domain: canary }) },
      { externalCredentials: JSON.stringify({ ...external, subject_token_type: canary }), subjectToken: canary },
      { externalCredentials: JSON.stringify({ ...external, type: canary }), subjectToken: canary },
      {},
    ]) {
      const { success, error } = parse(secret);
      expect(success).toBe(false);
      expect(error?.message).not.toContain(canary);
      expect(error?.issues[0]?.message).toMatch(/\.$/);
    }
  });
});

describe('the addresses that credentials may be sent to', () => {
  const settings = { scope: 'folders/1', billingDatasets: [] };
  it.each([
    ['https://oauth2.googleapis.com/token', true],
    ['https://accounts.google.com/o/oauth2/token', true],
    ['http://oauth2.googleapis.com/token', false],
    ['https://oauth2.googleapis.com.evil.example/token', false],
    ['https://evil.example/token', false],
    ['https://googleapis.com:8443/token', false],
    ['http://169.254.169.254/token', false],
  ])('%s: %s', (address, isTrusted) => {
    expect(isTrustedDestination(settings, address)).toBe(isTrusted);
  });

  it('include the connection’s own endpoint', () => {
    const own = { ...settings, endpoint: 'https://127.0.0.1:4000' };
    expect(isTrustedDestination(own, 'https://127.0.0.1:4000/token')).toBe(true);
    expect(isTrustedDestination(own, 'https://127.0.0.1:4001/token')).toBe(false);
  });
});
