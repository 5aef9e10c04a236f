import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { STSClient } from '@aws-sdk/client-sts';
import { afterEach, expect, test, vi } from 'vitest';
import { toConsoleEnvironment } from './console-environment';

afterEach(() => vi.unstubAllEnvs());

const sandbox = {
  ready: true as const,
  url: 'http://127.0.0.1:4000',
  connections: [],
  places: [],
  oidc: { issuer: '', clientId: '', clientSecret: '' },
  personas: [],
};
const demo = { dataDir: '/demo', databaseUrl: 'postgresql://demo', keyFile: '/demo/key', sandbox };

test('the demo takes the machine’s environment, but for what configures a console', () => {
  const env = toConsoleEnvironment({ PATH: '/bin', OIDC_ISSUER: 'https://real', SMTP_URL: 'smtp://real' }, demo);
  expect(env).toMatchObject({ PATH: '/bin', OIDC_ISSUER: '', DATABASE_URL: 'postgresql://demo' });
  expect(env.SMTP_URL).toBeUndefined();
});

test('nobody who signs in to the demo can use the AWS credentials of the machine it runs on', async () => {
  const files = await mkdtemp(join(tmpdir(), 'millwright-aws-'));
  const credentials = '[default]\naws_access_key_id = AKIAMACHINE\naws_secret_access_key = machine\n';
  await writeFile(join(files, 'credentials'), credentials);
  const machine = {
    AWS_ACCESS_KEY_ID: 'AKIAMACHINE',
    AWS_SECRET_ACCESS_KEY: 'machine',
    AWS_CONTAINER_CREDENTIALS_FULL_URI: 'http://127.0.0.1:9/credentials',
    AWS_SHARED_CREDENTIALS_FILE: join(files, 'credentials'),
  };
  const env = toConsoleEnvironment(machine, demo);
  for (const name of Object.keys({ ...machine, ...env })) if (name.startsWith('AWS_')) vi.stubEnv(name, env[name]);
  const client = new STSClient({ region: 'us-east-1' });
  await expect(client.config.credentials()).rejects.toMatchObject({
    name: 'CredentialsProviderError',
  });
  expect(Object.values(env).join()).not.toContain('AKIAMACHINE');
});
