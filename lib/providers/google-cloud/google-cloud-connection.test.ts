import { generateKeyPairSync } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type RunningSandbox, startSandbox } from '@/sandbox/start-sandbox';
import type { ConnectionReport } from '../contract/provider';
import { openSession } from '../contract/session/open-session';
import { googleCloudProvider } from './provider';

let sandbox: RunningSandbox;
beforeAll(async () => {
  sandbox = await startSandbox({ faces: ['google-cloud'] });
});
afterEach(() => sandbox.faults.clear());
afterAll(() => sandbox?.stop());

function factsOf() {
  const facts = sandbox.connections.find(({ provider }) => provider === 'google-cloud');
  if (facts?.secret == null) throw new Error('The sandbox plays no Google Cloud.');
  return { settings: facts.settings, key: facts.secret.serviceAccountKey ?? '', secret: facts.secret };
}

async function report(settings: object = {}, secret: object | null = factsOf().secret): Promise<ConnectionReport> {
  const session = openSession(googleCloudProvider, {
    // Bills have a test of their own.
    settings: { ...factsOf().settings, billingDatasets: [], ...settings },
    secret,
    egressAllow: ['127.0.0.0/8'],
    signal: new AbortController().signal,
    now: () => new Date(),
    limits: { ratePerSecond: 1000, concurrency: 16, maxAttempts: 1 },
  });
  try {
    return await googleCloudProvider.test(session);
  } finally {
    session.transport.close();
  }
}

const keyWith = (changes: object) => ({
  serviceAccountKey: JSON.stringify({ ...JSON.parse(factsOf().key), ...changes }),
});
const failuresOf = ({ checks }: ConnectionReport) => checks.filter(({ outcome }) => outcome !== 'passed');

describe('the test of a Google Cloud connection', () => {
  it('names the projects below the scope, and the permission that one of them refuses', async () => {
    const found = await report();
    const projects = new Set(sandbox.truthOf('google-cloud').resources.map(({ account }) => account));
    expect(found.accounts.map(({ id }) => id).sort()).toEqual([...projects].sort());
    const refused = failuresOf(found).filter(({ permission }) => permission === 'cloudasset.assets.listResource');
    expect(refused).toHaveLength(1);
    expect(refused[0]?.remedy).toContain('roles/cloudasset.viewer');
  });

  it('tries the bills that the connection names, and says when they are refused', { timeout: 60_000 }, async () => {
    sandbox.clock.hold(new Date('2026-11-08T12:00:00Z'));
    const { billingDatasets } = factsOf().settings;
    const found = await report({ billingDatasets });
    const without = await report();
    expect(found.checks.length).toBeGreaterThan(without.checks.length);
    expect(failuresOf(found)).toHaveLength(failuresOf(without).length);
    sandbox.faults.set('google-cloud', [{ fault: { kind: 'missing-permission' }, where: { service: 'bigquery' } }]);
    expect(failuresOf(await report({ billingDatasets }))).toHaveLength(failuresOf(without).length + 1);
    sandbox.clock.release();
  });

  it('names the permission that is missing, where, and what to do', async () => {
    const [account = ''] = (await report()).accounts.map(({ id }) => id);
    sandbox.faults.set('google-cloud', [{ fault: { kind: 'missing-permission' }, where: { account } }]);
    const failures = failuresOf(await report()).filter((failure) => failure.account === account);
    expect(failures.map(({ permission }) => permission)).toContain('cloudasset.assets.listResource');
    for (const { remedy } of failures) expect(remedy).toMatch(/^Grant .*\.$/);
  });

  it.each([
    ['a key that Google does not know', () => strangersKey(), /did not accept the credentials/],
    [
      'a key that would be sent to somebody else',
      () => keyWith({ token_uri: 'https://evil.example/token' }),
      /neither Google’s nor/,
    ],
    ['an endpoint where nothing listens', () => ({ endpoint: 'https://127.0.0.1:9' }), /could not connect/],
    ['a certificate that is not trusted', () => ({ caCertificate: '' }), /trust the certificate/],
  ])('says in one sentence what is wrong: %s', async (_, change, sentence) => {
    const changed = change();
    const failures = failuresOf(
      'serviceAccountKey' in changed ? await report({}, changed) : await report({ ...changed }, sameOrigin(changed)),
    );
    expect(failures).toHaveLength(1);
    expect(failures[0]?.message).toMatch(sentence);
    expect(failures[0]?.remedy).toMatch(/\.$/);
  });

  it('says that the clocks differ when that is why a signature is refused', async () => {
    sandbox.faults.set('google-cloud', [{ fault: { kind: 'clock-skew' } }]);
    const [failure] = failuresOf(await report());
    expect(failure?.message).toMatch(/the clocks differ, this machine’s is 40 min ahead/);
    expect(failure?.remedy).toMatch(/NTP/);
  });

  it('keeps the credentials that Millwright runs under from an endpoint of somebody’s choosing', async () => {
    const failures = failuresOf(await report({}, null));
    expect(failures).toHaveLength(1);
    expect(failures[0]?.message).toMatch(/does not send the credentials it runs under/);
  });
});

function strangersKey() {
  const { privateKey } = generateKeyPairSync('rsa', {
    modulusLength: 2048,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  });
  return keyWith({ private_key: privateKey });
}

/** The key names the endpoint it was made for; with another, that is what would be refused. */
function sameOrigin(changed: object): object {
  return 'endpoint' in changed ? keyWith({ token_uri: `${changed.endpoint}/token` }) : factsOf().secret;
}
