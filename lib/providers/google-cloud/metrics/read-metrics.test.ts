import { generateKeyPairSync } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { MetricRead } from '../../contract/provider';
import { openSession } from '../../contract/session/open-session';
import { googleCloudProvider } from '../provider';

const projects = [
  { projectId: 'below-the-scope', parent: 'folders/1', state: 'ACTIVE' },
  { projectId: 'perhaps-elsewhere', parent: 'folders/2', state: 'ACTIVE' },
];
const asked: string[] = [];
let server: Server;
let endpoint: string;

/** A Google whose Cloud Asset Inventory refuses, so that projects can only be searched for. */
beforeAll(async () => {
  server = createServer((request, response) => {
    const path = (request.url ?? '').split('?')[0] ?? '';
    asked.push(path);
    const answers: Record<string, object> = {
      '/token': { access_token: 't', token_type: 'Bearer', expires_in: 3600 },
      '/v3/projects:search': { projects },
    };
    const isRefused = path.endsWith('/assets');
    response.writeHead(isRefused ? 403 : 200, { 'content-type': 'application/json' });
    response.end(JSON.stringify(isRefused ? { error: { status: 'PERMISSION_DENIED' } } : (answers[path] ?? {})));
    request.resume();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => server.close());

it('reads no metrics of projects that may be elsewhere, and says that not all are known', async () => {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const serviceAccountKey = JSON.stringify({
    type: 'service_account',
    client_email: 'millwright@lab.iam.gserviceaccount.com',
    private_key: privateKey.export({ type: 'pkcs8', format: 'pem' }),
    token_uri: `${endpoint}/token`,
  });
  const session = openSession(googleCloudProvider, {
    settings: { scope: 'folders/1', endpoint },
    secret: { serviceAccountKey },
    egressAllow: ['127.0.0.0/8'],
    signal: new AbortController().signal,
    now: () => new Date(),
    limits: { ratePerSecond: 1000 },
  });
  const window = { from: new Date(Date.now() - 600_000), to: new Date(Date.now() - 300_000) };
  const reads: MetricRead[] = [];
  for await (const each of googleCloudProvider.metrics?.read(session, window) ?? []) reads.push(each);
  session.transport.close();
  const listings = asked.filter((path) => path.endsWith('/timeSeries'));
  expect(new Set(listings)).toEqual(new Set(['/v3/projects/below-the-scope/timeSeries']));
  expect(reads.find(({ group }) => group === 'projects')?.result.completeness).toMatchObject({
    complete: false,
    gaps: [{ fault: 'permission-missing' }],
  });
});
