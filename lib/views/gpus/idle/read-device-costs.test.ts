import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { cliActor } from '@/lib/access/actor';
import { importPrices } from '@/lib/commands/prices/import-prices';
import { parseAmount } from '@/lib/domain/cost/amount';
import type { ProviderId } from '@/lib/domain/provider';
import { createTestDatabase, type TestDatabase } from '@/lib/store/database/test-database';
import { createTestConnection, toTestItem, writeTestScope } from '@/lib/store/inventory/test-inventory';
import { writeEdition } from '@/lib/store/prices/write-edition';
import { readDeviceCosts } from './read-device-costs';

const now = new Date('2026-11-22T10:00:00Z');
const header = 'InstanceType,AcceleratorName,AcceleratorCount,Price,SpotPrice,Region,AvailabilityZone';

let database: TestDatabase;
/** Resources by their machine type. */
let idOf: Map<string | null, string>;

beforeAll(async () => {
  database = await createTestDatabase();
  const connection = await createTestConnection(database);
  const items = ['p5.48xlarge', 'P5EN.48xlarge', 'p4d.24xlarge', null].map((size, index) =>
    toTestItem(`i-${index}`, { ...(size === null ? {} : { size }) }),
  );
  await writeTestScope(database.pool, connection, items);
  const resources = await database.prisma.resource.findMany({ select: { id: true, size: true } });
  idOf = new Map(resources.map(({ id, size }) => [size, id]));
  const load = (provider: ProviderId, day: string, ...rows: string[]) =>
    importPrices(
      { actor: cliActor('test'), database, now, requestId: 'test' },
      {
        provider,
        source: `${provider} of ${day}`,
        validFrom: new Date(`${day}T00:00:00Z`),
        text: [header, ...rows].join('\n'),
      },
    );
  await load('aws', '2026-10-01', 'p5.48xlarge,H100,8,55.04,,eu-central-1,', 'p4d.24xlarge,A100,8,0,,eu-central-1,');
  await load(
    'aws',
    '2026-11-20',
    'p5.48xlarge,H100,8,40,,eu-central-1,',
    'p5en.48xlarge,H200,8,63.3,,eu-central-1,',
    'p4d.24xlarge,A100,8,0,,eu-central-1,',
  );
  await load('azure', '2026-11-20', 'p5.48xlarge,H100,8,99,,eu-central-1,');
});
afterAll(() => database.close());

async function costOf(
  size: string | null,
  { region = 'eu-central-1', devices = 8, model = 'NVIDIA H100', at = now } = {},
) {
  const id = idOf.get(size) ?? '';
  const node = { id, provider: 'aws' as const, region, model, devices: Array(devices).fill(null) };
  return (await readDeviceCosts(database.pool, [node], at)).get(id) ?? null;
}

describe('what an idle device costs an hour', () => {
  it('is its share of its machine’s price of that day, with where it comes from', async () => {
    expect(await costOf('p5.48xlarge')).toEqual({
      amount: '5',
      currency: 'USD',
      source: 'aws of 2026-11-20',
      knownAt: '2026-11-20T00:00:00.000Z',
    });
    expect(await costOf('p5.48xlarge', { at: new Date('2026-11-19T23:59:59Z') })).toMatchObject({ amount: '6.88' });
    expect(await costOf('P5EN.48xlarge', { model: 'NVIDIA H200' })).toMatchObject({ amount: '7.9125' });
  });

  it('is not known, and never nought, where the price book does not know', async () => {
    expect(await costOf('p4d.24xlarge', { model: 'NVIDIA A100' })).toBeNull();
    expect(await costOf('p5.48xlarge', { region: 'us-east-1' })).toBeNull();
    expect(await costOf('p5.48xlarge', { devices: 4 })).toBeNull();
    expect(await costOf('p5.48xlarge', { at: new Date('2026-09-30T00:00:00Z') })).toBeNull();
    expect(await costOf(null)).toBeNull();
    expect(await readDeviceCosts(database.pool, [], now)).toEqual(new Map());
  });

  it('is the list price on demand, never what is paid by commitment or for spot', async () => {
    const edition = (onDemand: bigint | null) => {
      const prices = { 'on-demand': onDemand, spot: parseAmount('2'), committed: parseAmount('3') };
      const gpu = { gpuModel: 'NVIDIA H100', gpuVariant: 'H100', gpuCount: parseAmount('8') };
      const place = { region: 'us-west-2', zone: null, currency: 'USD' };
      const offers = [{ machineType: 'p5.48xlarge', ...gpu, ...place, prices }];
      return { provider: 'aws' as const, source: 'aws', validFrom: new Date('2026-11-21T00:00:00Z'), offers };
    };
    const write = (onDemand: bigint | null, hash: string) =>
      database.prisma.$transaction((tx) => writeEdition(tx, edition(onDemand), Buffer.from(hash), now));
    await write(null, 'one');
    expect(await costOf('p5.48xlarge', { region: 'us-west-2' })).toBeNull();
    await write(parseAmount('80'), 'other');
    expect(await costOf('p5.48xlarge', { region: 'us-west-2' })).toMatchObject({ amount: '10' });
  });
});
