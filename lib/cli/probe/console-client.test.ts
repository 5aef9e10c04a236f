import { createServer } from 'node:http';
import { afterEach, expect, test } from 'vitest';
import { ConsoleClient } from './console-client';

const closers: (() => void)[] = [];
afterEach(() => {
  for (const close of closers.splice(0)) close();
});

async function serve(answer: Parameters<typeof createServer>[1]): Promise<string> {
  const server = createServer(answer ?? (() => undefined));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closers.push(() => server.close());
  const address = server.address();
  return `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`;
}

test.each(['http://millwright.example.com', 'http://10.0.0.1', 'http://127.0.0.1.example.com', 'ftp://127.0.0.1', 'x'])(
  'sends no token to %s',
  (address) => {
    expect(() => new ConsoleClient(address, 'token')).toThrow(/https|address/);
  },
);

test('sends its token with what it asks, and takes the answer', async () => {
  const url = await serve((request, response) => response.end(JSON.stringify({ said: request.headers.authorization })));
  expect(await new ConsoleClient(url, 'token').ask('GET', '/x')).toMatchObject({
    is: 'answered',
    body: { said: 'Bearer token' },
  });
});

test('does not follow with its token where an answer leads', async () => {
  let followed = false;
  const elsewhere = await serve((_, response) => {
    followed = true;
    response.end('{}');
  });
  const url = await serve((_, response) => response.writeHead(302, { location: elsewhere }).end());
  expect(await new ConsoleClient(url, 'token').ask('GET', '/x')).toMatchObject({ is: 'refused', status: 302 });
  expect(followed).toBe(false);
});

test.each([
  ['too long', (() => 'x'.repeat(2_000_000))(), 200],
  ['no JSON', '<html>', 200],
  ['of a proxy that has no console', '{}', 502],
])('an answer that is %s is none', async (_, text, status) => {
  const url = await serve((_request, response) => response.writeHead(status).end(text));
  expect(await new ConsoleClient(url, 'token').ask('POST', '/x', '{}')).toMatchObject({ is: 'away' });
});

test('a console that is not there is away', async () => {
  expect(await new ConsoleClient('http://127.0.0.1:9', 'token').ask('GET', '/x')).toEqual({
    is: 'away',
    why: 'ECONNREFUSED',
  });
});
