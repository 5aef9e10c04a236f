import { randomBytes } from 'node:crypto';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { cliActor } from '@/lib/access/actor';
import { createConnection } from '@/lib/commands/connections/create-connection';
import { parseMasterKey } from '@/lib/config/master-keys';
import type { ProviderId } from '@/lib/domain/provider';
import { readConnectionWithSecret } from '@/lib/store/connections/read-with-secret';
import { createTestDatabase, type TestDatabase } from '@/lib/store/database/test-database';
import { LeaseLost } from '@/lib/store/leases/lease';
import type { ConnectionFacts } from '@/sandbox/face';
import type { Fault } from '@/sandbox/faults/fault';
import type { FaceName } from '@/sandbox/faults/fault-switchboard';
import { type RunningSandbox, startSandbox } from '@/sandbox/start-sandbox';
import { collectPrices } from './collect-prices';

const current = parseMasterKey(randomBytes(32).toString('base64'));
if (current === null) throw new Error('a fresh key must parse');
const deployment = { keys: { current, previous: [] }, egressAllow: ['127.0.0.1/32'] };
const lease = { name: 'prices', holder: 'test', fencingToken: 1n };

let sandbox: RunningSandbox;
let database: TestDatabase;
const ids: Partial<Record<ProviderId, string>> = {};
beforeAll(async () => {
  database = await createTestDatabase();
  sandbox = await startSandbox({ seed: 'test', faces: ['google-cloud'] });
  const context = { actor: cliActor('test'), database, now: new Date(), requestId: 'test' };
  const add = async (name: string, entered: Pick<ConnectionFacts, 'provider' | 'settings' | 'secret'>) => {
    const settings = z.record(z.string(), z.json()).parse(entered.settings);
    return (await createConnection(context, { ...entered, name, settings }, deployment)).id;
  };
  const google = sandbox.connections.find(({ provider }) => provider === 'google-cloud');
  if (google === undefined) throw new Error('The sandbox plays Google Cloud.');
  ids['google-cloud'] = await add('Google', google);
  other = await add('Google again', google);
  const { endpoint, caCertificate, accessKeyId, secretAccessKey, externalId, roleArns } = sandbox.aws;
  const settings = { endpoint, caCertificate, externalId, roleArns: roleArns.slice(0, 1) };
  const [one, two] = regions;
  ids.aws = await add('AWS', {
    provider: 'aws',
    settings: { ...settings, regions: [one, two] },
    secret: { accessKeyId, secretAccessKey },
  });
}, 60_000);
afterAll(async () => {
  await sandbox.stop();
  await database.close();
});
afterEach(() => {
  sandbox.faults.clear();
});

const regions = ['us-east-1', 'us-west-2'] as const;
/** A second connection to the same Google Cloud. */
let other: string;

async function collect(id: string | undefined, at: string, isHeld = true) {
  const found = await readConnectionWithSecret(database.prisma, id ?? '');
  if (found === null) throw new Error('The connection is there.');
  return collectPrices({
    ...deployment,
    database,
    connection: found.connection,
    openSecret: () => found.openSecret(deployment.keys),
    signal: new AbortController().signal,
    now: () => new Date(at),
    limits: { ratePerSecond: 1000, concurrency: 8, maxAttempts: 1 },
    assertLease: async () => undefined,
    assertLeaseIn: async () => {
      if (!isHeld) throw new LeaseLost(lease, 'another holds it');
    },
    countCallsBy: () => undefined,
  });
}

const google = (at: string, isHeld = true) => collect(ids['google-cloud'], at, isHeld);
const strike = (face: FaceName, operation: string, fault: Fault, region?: string) =>
  sandbox.faults.set(face, [{ fault, where: { operation, ...(region === undefined ? {} : { region }) } }]);
/** By series, when each list began and was last found to be so. */
const editions = async (provider: ProviderId) => {
  const found = await database.prisma.priceEdition.findMany({
    where: { provider },
    orderBy: { validFrom: 'asc' },
    include: { confirmations: { orderBy: { confirmedAt: 'desc' } } },
  });
  return Object.fromEntries(
    [...Map.groupBy(found, ({ series }) => series.replace(/ of .*/, ''))].map(([name, lists]) => [
      name,
      lists.map(({ validFrom, confirmations: [last] }) => [
        validFrom.toISOString(),
        last?.confirmedAt.toISOString() ?? null,
      ]),
    ]),
  );
};

// The credentials of the simulated clouds are judged by the real time.
const now = Date.now();
const at = (minutes: number) => new Date(now + minutes * 60_000).toISOString();
const eachTerm = <T>(lists: T) => ({ 'on-demand': lists, spot: lists, committed: lists });

test('lists are kept as of when they were read, confirmed while they stay, and never by a worker that lost its lease', async () => {
  await expect(google(at(0), false)).rejects.toThrow(LeaseLost);
  expect(await editions('google-cloud')).toEqual({});
  expect(await google(at(0))).toMatchObject({ outcome: 'complete', gaps: [] });
  expect(await editions('google-cloud')).toEqual(eachTerm([[at(0), null]]));
  expect(await google(at(1))).toMatchObject({ outcome: 'complete' });
  expect(await editions('google-cloud')).toEqual(eachTerm([[at(0), at(1)]]));
});

test('connections that are told the same share its lists', async () => {
  expect(await collect(other, at(2))).toMatchObject({ outcome: 'complete' });
  expect(await editions('google-cloud')).toEqual(eachTerm([[at(0), at(2)]]));
});

test('a list that could not be read takes no other’s place, and one that says otherwise stands beside it', async () => {
  strike('google-cloud', 'listSkus', { kind: 'empty-success' });
  expect(await google(at(3))).toMatchObject({ outcome: 'failed', gaps: [{ subject: 'prices' }] });
  const spot = { where: { series: { startsWith: 'spot' } }, data: { contentHash: new Uint8Array([1]) } };
  await database.prisma.priceEdition.updateMany(spot);
  strike('google-cloud', 'listSkus', { kind: 'token-loop' });
  expect(await google(at(4))).toMatchObject({ outcome: 'partial', gaps: [{ subject: 'prices' }] });
  expect((await editions('google-cloud')).spot).toEqual([[at(0), at(2)]]);
  sandbox.faults.clear();
  expect(await google(at(5))).toMatchObject({ outcome: 'complete' });
  expect(await editions('google-cloud')).toEqual({
    ...eachTerm([[at(0), at(5)]]),
    spot: [
      [at(0), at(2)],
      [at(5), null],
    ],
  });
});

test('a refused part leaves the others fresh, and is read again when it may be', async () => {
  expect(await collect(ids.aws, at(0))).toMatchObject({ outcome: 'complete' });
  const lists = Object.keys(await editions('aws'));
  expect(lists).toEqual(expect.arrayContaining(['committed', 'on-demand p5.48xlarge', 'spot us-east-1']));
  strike('aws', 'GetProducts', { kind: 'missing-permission' });
  expect(await collect(ids.aws, at(1))).toMatchObject({ outcome: 'partial', gaps: [{ subject: 'prices on demand' }] });
  const refused = await editions('aws');
  expect(refused['on-demand p5.48xlarge']).toEqual([[at(0), null]]);
  expect(refused.committed).toEqual([[at(0), at(1)]]);
  expect(refused['spot us-east-1']?.at(-1)).toContain(at(1));
  strike('aws', 'DescribeSpotPriceHistory', { kind: 'server-error', status: 500 }, 'us-west-2');
  expect(await collect(ids.aws, at(2))).toMatchObject({ outcome: 'partial', gaps: [{ subject: 'spot prices' }] });
  const again = await editions('aws');
  expect(again['on-demand p5.48xlarge']).toEqual([[at(0), at(2)]]);
  expect(again['spot us-east-1']?.at(-1)).toContain(at(2));
  expect(again['spot us-west-2']).toEqual(refused['spot us-west-2']);
}, 30_000);
