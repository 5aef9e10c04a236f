import { createServer, type Server, type Socket } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { createGuardedTransport } from '../egress/create-guarded-transport';
import { createGuardedFetch, UnusableAnswer } from './guarded-fetch';

const closings: (() => void)[] = [];
afterEach(() => {
  for (const close of closings.splice(0)) close();
});

/** A server that answers every request with the same bytes, and the guarded fetch that may ask it. It hangs up unless told not to. */
async function serve(answer: string, keepOpen?: (socket: Socket) => void) {
  const server: Server = createServer((socket) => {
    socket.on('error', () => {});
    keepOpen?.(socket);
    socket.once('data', () => (keepOpen ? socket.write(answer, 'latin1') : socket.end(answer, 'latin1')));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const transport = createGuardedTransport({ allow: ['127.0.0.0/8'] });
  closings.push(() => {
    transport.close();
    server.close();
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new TypeError('No port.');
  return { url: `http://127.0.0.1:${address.port}/`, send: createGuardedFetch(transport) };
}

describe('the guarded fetch', () => {
  it.each([0, 99, 600, 999])('rejects an answer of status %d, which no answer can have', async (status) => {
    const { url, send } = await serve(`HTTP/1.1 ${String(status).padStart(3, '0')} Odd\r\ncontent-length: 0\r\n\r\n`);
    await expect(send(url)).rejects.toBeInstanceOf(UnusableAnswer);
  });

  it('rejects an answer that would speak another protocol', async () => {
    const { url, send } = await serve('HTTP/1.1 101 Switching\r\nupgrade: x\r\nconnection: upgrade\r\n\r\n');
    await expect(send(url)).rejects.toBeInstanceOf(UnusableAnswer);
  });

  it('hands on a redirect as it is', async () => {
    const { url, send } = await serve('HTTP/1.1 302 Found\r\nlocation: http://127.0.0.2/\r\ncontent-length: 0\r\n\r\n');
    expect((await send(url)).status).toBe(302);
  });

  it('takes whatever words a status line has', async () => {
    const { url, send } = await serve('HTTP/1.1 200 \xff\x01\r\ncontent-length: 2\r\n\r\n{}');
    expect(await (await send(url)).text()).toBe('{}');
  });

  it('can be told that an answer is not wanted, before and while it is read, and hangs up', async () => {
    const closed: Promise<unknown>[] = [];
    const { url, send } = await serve('HTTP/1.1 200 OK\r\ncontent-length: 1000000\r\n\r\nthe beginning', (socket) =>
      closed.push(new Promise((resolve) => socket.once('close', resolve))),
    );
    await (await send(url)).body?.cancel();
    const reader = (await send(url)).body?.getReader();
    await reader?.read();
    await reader?.cancel();
    expect(closed).toHaveLength(2);
    await Promise.all(closed);
  });
});
