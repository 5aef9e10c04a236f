import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { tickMs } from '../tick';
import { subscriptions } from './geography';
import { type AzureType, azureTypes, isOf, type RecordOf } from './records';
import { readAzureTruth } from './truth';
import { type AzureSnapshot, type AzureWorld, createAzureWorld } from './world';

const noon = new Date('2026-11-21T12:05:00Z');
const anInstant = fc.date({
  min: new Date('2026-02-01T00:00:00Z'),
  max: new Date('2028-02-01T00:00:00Z'),
  noInvalidDate: true,
});

let world: AzureWorld;
beforeAll(() => {
  world = createAzureWorld({ seed: 'test' });
});

const keysOf = (snapshot: AzureSnapshot) => azureTypes.flatMap((type) => snapshot.list(type).map(({ key }) => key));

function recordsOf<T extends AzureType>(snapshot: AzureSnapshot, type: T): RecordOf<T>[] {
  return snapshot.list(type).flatMap(({ record }) => (isOf(type, record) ? [record] : []));
}

describe('createAzureWorld', () => {
  test('makes the same directory of the same seed and instant, whatever was asked for before', () => {
    fc.assert(
      fc.property(anInstant, anInstant, (before, at) => {
        world.at(before).list('microsoft.compute/virtualmachines');
        expect(keysOf(world.at(at))).toEqual(keysOf(createAzureWorld({ seed: 'test' }).at(at)));
      }),
      { numRuns: 3 },
    );
  });

  test('stands still between ticks', () => {
    expect(world.at(noon)).toBe(world.at(new Date(noon.getTime() + tickMs - 1)));
    expect(world.at(new Date(noon.getTime() + tickMs)).at).toEqual(new Date(noon.getTime() + tickMs));
  });

  test('holds about 3,700 things of every type, each with an id of its own', () => {
    const { resources } = readAzureTruth(world.at(noon));
    expect(resources.length).toBeGreaterThan(3_200);
    expect(resources.length).toBeLessThan(3_800);
    expect(new Set(resources.map(({ nativeId }) => nativeId)).size).toBe(resources.length);
    for (const type of azureTypes) expect(world.at(noon).list(type).length, type).toBeGreaterThan(0);
  });

  test('has eight H100 machines: four by themselves and four in a scale set', () => {
    const { resources } = readAzureTruth(world.at(noon));
    const h100 = resources.filter(({ size }) => size === 'Standard_ND96isr_H100_v5');
    expect(h100.map(({ kind }) => kind).sort()).toEqual([...Array(4).fill('compute-instance'), 'instance-group']);
    const devices = h100.flatMap(({ accelerators }) => accelerators);
    expect(devices.reduce((sum, { count }) => sum + count, 0)).toBe(64);
  });

  test('keeps every reference between things, at any time', () => {
    fc.assert(
      fc.property(anInstant, (at) => {
        const snapshot = world.at(at);
        for (const record of recordsOf(snapshot, 'microsoft.compute/virtualmachines')) {
          for (const id of [record.osDisk, ...record.dataDisks.map((disk) => disk.id)]) {
            expect(snapshot.find(id)?.type).toBe('microsoft.compute/disks');
          }
        }
        for (const record of recordsOf(snapshot, 'microsoft.compute/disks')) {
          if (record.managedBy !== null) {
            expect(snapshot.find(record.managedBy)?.type).toBe('microsoft.compute/virtualmachines');
          }
        }
        for (const record of recordsOf(snapshot, 'microsoft.network/connections')) {
          expect(snapshot.find(record.gateway)?.type).toBe('microsoft.network/virtualnetworkgateways');
        }
        for (const record of recordsOf(snapshot, 'microsoft.machinelearningservices/workspaces')) {
          expect(snapshot.find(record.storageAccount)?.type).toBe('microsoft.storage/storageaccounts');
        }
      }),
      { numRuns: 4 },
    );
  });

  test('keeps as many machines in a pool as in its scale set', () => {
    const snapshot = world.at(noon);
    const sets = recordsOf(snapshot, 'microsoft.compute/virtualmachinescalesets');
    for (const cluster of recordsOf(snapshot, 'microsoft.containerservice/managedclusters')) {
      for (const pool of cluster.pools) {
        const set = sets.find(
          ({ resourceGroup, tags }) =>
            resourceGroup === cluster.nodeResourceGroup && tags['aks-managed-poolName'] === pool.name,
        );
        expect(set?.capacity, `${cluster.name} ${pool.name}`).toBe(pool.count);
      }
    }
  });

  test('moves: machines and containers come and go over a day, and what stands keeps its id', () => {
    const today = new Set(keysOf(world.at(noon)));
    const tomorrow = new Set(keysOf(world.at(new Date(noon.getTime() + 86_400_000))));
    expect([...today].filter((key) => !tomorrow.has(key)).length).toBeGreaterThan(50);
    expect([...tomorrow].filter((key) => !today.has(key)).length).toBeGreaterThan(50);
    expect([...today].filter((key) => tomorrow.has(key)).length).toBeGreaterThan(2_500);
  });

  test('plays its standing incidents', () => {
    const { resources } = readAzureTruth(world.at(noon));
    const standing = (kind: string, nativeStatus: string) =>
      resources.filter((each) => each.kind === kind && each.nativeStatus === nativeStatus).length;
    expect(standing('vpn-connection', 'NotConnected')).toBe(1);
    expect(standing('virtual-interface', 'Disabled')).toBe(1);
    expect(standing('node-group', 'Failed')).toBe(1);
    expect(standing('compute-instance', 'PowerState/deallocated')).toBe(1);
    expect(standing('file-system', 'Degraded')).toBe(1);
    expect(standing('model-endpoint', 'Failed')).toBe(1);
  });

  test('holds one subscription back for most of every hour', () => {
    expect(world.at(noon).throttling).toBeNull();
    expect(world.at(new Date('2026-11-21T12:30:00Z')).throttling).toEqual({
      subscription: subscriptions.research.id,
      until: new Date('2026-11-21T13:00:00Z'),
    });
  });

  test('keeps the case of tags, and some that mean to trick a reader', () => {
    const tags = readAzureTruth(world.at(noon)).resources.flatMap((each) => Object.entries(each.tags));
    expect(tags.map(([key]) => key)).toEqual(expect.arrayContaining(['owner', 'Owner', 'OWNER']));
    expect(tags.some(([, value]) => value.startsWith('='))).toBe(true);
    expect(tags.some(([, value]) => value.includes('<script>'))).toBe(true);
  });

  test('grows with its scale, machines with accelerators slower', () => {
    const small = readAzureTruth(world.at(noon)).resources.length;
    const large = readAzureTruth(createAzureWorld({ seed: 'test', scale: 3 }).at(noon)).resources.length;
    expect(large).toBeGreaterThan(2.5 * small);
  });
});
