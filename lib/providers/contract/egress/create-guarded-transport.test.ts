import type { LookupAddress } from 'node:dns';
import { createServer, type IncomingMessage, request, type Server } from 'node:http';
import { request as secureRequest } from 'node:https';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import type { GuardedTransport } from '../provider';
import { createGuardedTransport } from './create-guarded-transport';
import { EgressRefusal } from './egress-refusal';

const servers: Server[] = [];
const transports: GuardedTransport[] = [];
afterEach(async () => {
  for (const transport of transports.splice(0)) transport.close();
  await Promise.all(servers.splice(0).map((server) => new Promise((resolve) => server.close(resolve))));
});

async function serve(): Promise<{ port: number; hits: () => number }> {
  let hits = 0;
  const server = createServer((_, response) => {
    hits += 1;
    response.end('here');
  });
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return { port, hits: () => hits };
}

function open(allow: string[], answers?: LookupAddress[][]): GuardedTransport {
  let asked = 0;
  const transport = createGuardedTransport({
    allow,
    ...(answers === undefined
      ? {}
      : {
          resolve: (_: string, callback: (error: null, addresses: LookupAddress[]) => void) => {
            const answer = answers[Math.min(asked, answers.length - 1)] ?? [];
            asked += 1;
            callback(null, answer);
          },
        }),
  });
  transports.push(transport);
  return transport;
}

function get(transport: GuardedTransport, host: string, port: number, secure = false): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    const send = secure ? secureRequest : request;
    const agent = secure ? transport.httpsAgent : transport.httpAgent;
    const sent = send({ host, port, agent }, (response) => {
      response.resume();
      resolve(response);
    });
    sent.on('error', reject);
    sent.end();
  });
}

describe('the guarded transport', () => {
  it('dials what a rule allows', async () => {
    const { port } = await serve();
    const response = await get(open(['127.0.0.0/8']), '127.0.0.1', port);
    expect(response.statusCode).toBe(200);
  });

  it.each(['127.0.0.1', '2130706433', '127.1', '0x7f000001', 'localhost', '::ffff:127.0.0.1'])(
    'does not dial %s without a rule',
    async (host) => {
      const { port, hits } = await serve();
      await expect(get(open([]), host, port)).rejects.toBeInstanceOf(EgressRefusal);
      await expect(get(open([]), host, port, true)).rejects.toBeInstanceOf(EgressRefusal);
      expect(hits()).toBe(0);
    },
  );

  it('judges a name by the address it resolves to', async () => {
    const { port, hits } = await serve();
    const loopback = [[{ address: '127.0.0.1', family: 4 }]];
    await expect(get(open([], loopback), 'aws.example.net', port)).rejects.toBeInstanceOf(EgressRefusal);
    expect(hits()).toBe(0);
    await get(open(['127.0.0.1'], loopback), 'aws.example.net', port);
    expect(hits()).toBe(1);
  });

  it('dials the very address it judged when a name is bound anew in between', async () => {
    const { port, hits } = await serve();
    const transport = open(
      ['127.0.0.1'],
      [[{ address: '127.0.0.1', family: 4 }], [{ address: '169.254.169.254', family: 4 }]],
    );
    await get(transport, 'rebinding.example.net', port);
    expect(hits()).toBe(1);
    transport.httpAgent.destroy();
    await expect(get(transport, 'rebinding.example.net', port)).rejects.toBeInstanceOf(EgressRefusal);
  });

  it('refuses a name of which any address is a metadata service’s', async () => {
    const { port, hits } = await serve();
    const mixed = [
      [
        { address: '127.0.0.1', family: 4 },
        { address: '169.254.169.254', family: 4 },
      ],
    ];
    await expect(get(open(['127.0.0.0/8'], mixed), 'mixed.example.net', port)).rejects.toBeInstanceOf(EgressRefusal);
    expect(hits()).toBe(0);
  });

  it('uses the allowed ones of a name’s addresses', async () => {
    const { port, hits } = await serve();
    const mixed = [
      [
        { address: '10.0.0.1', family: 4 },
        { address: '127.0.0.1', family: 4 },
      ],
    ];
    await get(open(['127.0.0.0/8'], mixed), 'mixed.example.net', port);
    expect(hits()).toBe(1);
  });

  it('does not dial sockets of the file system', async () => {
    const transport = open(['0.0.0.0/0']);
    const sent = request({ socketPath: '/var/run/docker.sock', agent: transport.httpAgent });
    await expect(new Promise((_, reject) => sent.on('error', reject).end())).rejects.toBeInstanceOf(EgressRefusal);
  });

  it('asserts by URL before anything is dialled', () => {
    expect(() => open([]).assertAllowed(new URL('https://[::ffff:7f00:1]/'))).toThrow(EgressRefusal);
    expect(() => open([]).assertAllowed(new URL('https://sts.us-east-1.amazonaws.com/'))).not.toThrow();
  });
});
