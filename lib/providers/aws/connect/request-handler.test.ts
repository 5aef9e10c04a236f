import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { openSession } from '../../contract/session/open-session';
import { awsProvider } from '../provider';
import { readCallerIdentity } from './aws-account';

const servers: Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
});

async function serve(listener: RequestListener): Promise<string> {
  const server = createServer(listener);
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** Asks for the caller's identity, which is one SDK call. */
async function ask(endpoint: string, attemptTimeoutMs = 10_000): Promise<unknown> {
  const session = openSession(awsProvider, {
    settings: { endpoint },
    secret: { accessKeyId: 'AKIATEST', secretAccessKey: 'secret' },
    egressAllow: ['127.0.0.1'],
    signal: new AbortController().signal,
    now: () => new Date(),
    limits: { maxAttempts: 1, attemptTimeoutMs },
  });
  try {
    return await readCallerIdentity(session).catch((error: unknown) => error);
  } finally {
    session.transport.close();
  }
}

const identity =
  '<GetCallerIdentityResponse><GetCallerIdentityResult><Arn>arn:aws:iam::111122223333:user/m</Arn><Account>111122223333</Account></GetCallerIdentityResult></GetCallerIdentityResponse>';

describe('an SDK call', () => {
  it('goes through', async () => {
    const endpoint = await serve((_, response) => response.setHeader('content-type', 'text/xml').end(identity));
    expect(await ask(endpoint)).toMatchObject({ account: '111122223333', partition: 'aws' });
  });

  it.each([301, 302, 307, 308])('follows no redirect (%i)', async (status) => {
    let reached = 0;
    const elsewhere = await serve((_, response) => {
      reached += 1;
      response.end(identity);
    });
    const endpoint = await serve((_, response) => response.writeHead(status, { location: elsewhere }).end());
    expect(await ask(endpoint)).toMatchObject({ kind: 'response-unexpected' });
    expect(reached).toBe(0);
  });

  it('does not read an answer of any size', async () => {
    const endpoint = await serve((_, response) => {
      const chunk = Buffer.alloc(2 ** 20, 'x');
      const write = () => {
        while (!response.destroyed && response.write(chunk));
      };
      response.on('drain', write);
      write();
    });
    expect(await ask(endpoint)).toMatchObject({ kind: 'response-unexpected', code: 'ResponseTooLarge' });
  });

  it('is cut off when the answer drips, and lets go of its connection', async () => {
    let closed = false;
    const endpoint = await serve((_, response) => {
      const timer = setInterval(() => response.write('<'), 20);
      response.on('close', () => {
        closed = true;
        clearInterval(timer);
      });
    });
    expect(await ask(endpoint, 300)).toMatchObject({ kind: 'unavailable', code: 'TimedOut' });
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(closed).toBe(true);
  });

  it.each([
    ['HTML', '<html><body>Sign in to the airport</body></html>'],
    ['a cut page', identity.slice(0, -20)],
    ['nothing', ''],
    ['JSON', '{"Account":"1"}'],
  ])('takes %s with status 200 for no answer', async (_, body) => {
    const endpoint = await serve((__, response) => response.setHeader('content-type', 'text/xml').end(body));
    expect(await ask(endpoint)).toMatchObject({ kind: 'response-unexpected' });
  });

  it('says when nothing listens', async () => {
    expect(await ask('http://127.0.0.1:9')).toMatchObject({ kind: 'unavailable', code: 'ECONNREFUSED' });
  });
});
