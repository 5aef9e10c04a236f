import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import type { Actor } from '@/lib/access/actor';
import { TestFactory } from '@/lib/collect/test-factory';
import { readVisibleFleet } from '../fleet/visible-fleet';
import { readDeviceCosts } from './read-device-costs';

// A cloud is read whole, beside whatever else runs.
vi.setConfig({ testTimeout: 60_000 });

let factory: TestFactory;
beforeAll(async () => {
  factory = await TestFactory.start();
  await factory.collect('inventory', { providers: ['azure'] });
}, 180_000);
afterAll(() => factory.stop());

const actor: Actor = {
  kind: 'person',
  id: 'p',
  personId: 'p',
  label: 'p@example.com',
  grants: [{ role: 'viewer', scope: { kind: 'all' } }],
};

/** What a device costs, by node and number of devices. */
async function readCosts(): Promise<Record<string, string | null>> {
  const { database } = factory;
  const { nodes } = await readVisibleFleet({ actor, database, now: factory.now() });
  const fleet = nodes.map(({ node }) => node);
  const costs = await readDeviceCosts(database.pool, fleet, factory.now());
  return Object.fromEntries(
    fleet.map(({ id, name, devices }) => [`${name} ${devices.length}`, costs.get(id)?.amount ?? null]),
  );
}

test('devices of a cloud have a cost once its prices are read, also those of machines listed as one', async () => {
  const before = await readCosts();
  expect(Object.keys(before).length).toBeGreaterThan(4);
  expect(new Set(Object.values(before))).toEqual(new Set([null]));
  expect(await factory.collect('prices', { providers: ['azure'] })).toEqual(new Map([['azure', 'complete']]));
  const after = await readCosts();
  expect(Object.values(after)).not.toContain(null);
  // A machine of eight is 108.152 USD at list there, and the set has four.
  expect(after['pretrain-h100-set 32']).toBe('13.519');
});
