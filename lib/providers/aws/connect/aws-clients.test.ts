import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { GetCallerIdentityCommand } from '@aws-sdk/client-sts';
import { afterEach, expect, it, vi } from 'vitest';
import { openSession } from '../../contract/session/open-session';
import { awsProvider } from '../provider';
import { readCallerIdentity } from './aws-account';
import { ownClients } from './credentials';

const closing: (() => void)[] = [];
afterEach(() => {
  vi.unstubAllEnvs();
  vi.restoreAllMocks();
  for (const close of closing.splice(0)) close();
});

const identity =
  '<GetCallerIdentityResponse><GetCallerIdentityResult><Arn>arn:aws:iam::111122223333:role/node</Arn><Account>111122223333</Account></GetCallerIdentityResult></GetCallerIdentityResponse>';

/** A session without a secret, which acts as the deployment does. */
async function openAmbient() {
  const server = createServer((_, response) => response.setHeader('content-type', 'text/xml').end(identity));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const session = openSession(awsProvider, {
    settings: { endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}` },
    secret: null,
    egressAllow: ['127.0.0.1'],
    signal: new AbortController().signal,
    now: () => new Date(),
    limits: { maxAttempts: 1 },
  });
  closing.push(
    () => session.transport.close(),
    () => server.close(),
  );
  return session;
}

it('act with the credentials of the deployment where the connection has none', async () => {
  vi.stubEnv('AWS_ACCESS_KEY_ID', 'AKIATEST');
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'secret');
  expect(await readCallerIdentity(await openAmbient())).toMatchObject({ account: '111122223333' });
});

it('write nothing, and copy no answer to be written', async () => {
  vi.stubEnv('AWS_ACCESS_KEY_ID', 'AKIATEST');
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'secret');
  const written = (['debug', 'log', 'info', 'warn', 'error'] as const).map((level) => vi.spyOn(console, level));
  const { sts } = ownClients(await openAmbient());
  await sts.send(new GetCallerIdentityCommand({}));
  for (const spy of written) expect(spy).not.toHaveBeenCalled();
  expect(sts.config.logger).not.toHaveProperty('info');
  expect(sts.config.logger).not.toHaveProperty('error');
});
