import { createServer, type RequestListener, type Server } from 'node:http';
import { afterEach, describe, expect, it } from 'vitest';
import { createGuardedTransport } from '../../contract/egress/create-guarded-transport';
import { readApiGroups } from './api-groups';
import { type Cluster, openCluster } from './open-cluster';

const closings: (() => void)[] = [];
afterEach(() => {
  for (const close of closings.splice(0)) close();
});

/** A cluster that answers as told, reached over the guarded transport and without limits. */
async function open(answer: RequestListener): Promise<Cluster> {
  const server: Server = createServer(answer);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const transport = createGuardedTransport({ allow: ['127.0.0.0/8'] });
  closings.push(() => {
    transport.close();
    server.close();
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new TypeError('No port.');
  const { signal } = new AbortController();
  return openCluster({
    settings: { server: `http://127.0.0.1:${address.port}`, clusterName: 'hall' },
    secret: { token: 'abc' },
    transport,
    calls: { run: (_, attempt) => attempt(signal), counts: () => [], notBefore: () => null },
    signal,
    now: () => new Date(),
  });
}

const watch = { operation: 'core:watch-pods', path: '/api/v1/pods' };

describe('a stream of a cluster', () => {
  it('is handed over line by line, however it is cut', async () => {
    const cluster = await open(async (_, response) => {
      for (const part of ['{"a":', '1}\n{"a"', ':2}\n\n', '{"a":3}\n{"a":"', 'é"}']) {
        response.write(part);
        await new Promise((resolve) => setTimeout(resolve, 5));
      }
      response.end();
    });
    const lines: unknown[] = [];
    await cluster.stream(watch, (line) => lines.push(line));
    expect(lines).toEqual([{ a: 1 }, { a: 2 }, { a: 3 }, { a: 'é' }]);
  });

  it('keeps nobody waiting for a line that does not end', async () => {
    const cluster = await open((_, response) => {
      response.write('"');
      for (let part = 0; part < 48; part += 1) response.write('x'.repeat(2 ** 20));
      response.end('"\n');
    });
    const startedAt = performance.now();
    await cluster.stream(watch, (line) => expect(String(line).length).toBe(48 * 2 ** 20));
    expect(performance.now() - startedAt).toBeLessThan(5000);
  });
});

it('a cluster’s API groups have no versions that would lead a path elsewhere', async () => {
  const cluster = await open((_, response) => {
    const versions = [{ version: '../../../v3/token' }, { version: 'v1beta1' }, { version: 'v1' }];
    response.end(JSON.stringify({ groups: [{ name: 'g', versions, preferredVersion: { version: 'v1?x=' } }] }));
  });
  expect([...(await readApiGroups(cluster))]).toEqual([['g', ['v1beta1', 'v1']]]);
});
