import { afterAll, beforeAll, expect, it } from 'vitest';
import { bareLink, type LinkFacts } from '@/lib/domain/link/link-facts';
import type { InventoryItem } from '@/lib/domain/resource';
import { createTestDatabase, type TestDatabase } from '../database/test-database';
import { toStoredLinks } from './stored-links';
import { createTestConnection, toTestItem, writeTestScope } from './test-inventory';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.close());

const tunnel: LinkFacts = {
  ...bareLink({ form: 'vpn-tunnel', name: 'one', state: 'up', nativeState: 'UP' }),
  key: '203.0.113.1',
  stateSince: new Date('2026-11-01T12:00:00.000Z'),
  capacityBitsPerSecond: 1.25e9,
  sessions: [{ peerAddress: '169.254.0.1', localAsn: 64512, peerAsn: 65000, state: 'up', acceptedPrefixes: 4 }],
  meters: [{ resource: 'vpn-1', attributes: { 'tunnel.address': '203.0.113.1' } }],
};

async function readTwice(...reads: Partial<InventoryItem>[]) {
  const connection = await createTestConnection(database);
  for (const read of reads) await writeTestScope(database.pool, connection, [toTestItem('vpn-1', read)]);
  const row = await database.prisma.resource.findFirstOrThrow({ where: { connectionId: connection.id } });
  return toStoredLinks(row.links);
}

it('keeps links as they were told', async () => {
  expect(await readTwice({ links: [tunnel] })).toEqual({ links: [tunnel], untold: false });
  expect(await readTwice({})).toBeNull();
  expect(await readTwice({ links: [tunnel] }, { links: [] })).toEqual({ links: [], untold: false });
});

it('forgets only how links stand when a read was not told of them', async () => {
  const kept = await readTwice({ links: [tunnel] }, { links: null });
  expect(kept?.untold).toBe(true);
  expect(kept?.links).toEqual([
    {
      ...tunnel,
      state: 'unknown',
      nativeState: null,
      stateSince: null,
      sessions: [
        { peerAddress: '169.254.0.1', localAsn: 64512, peerAsn: 65000, state: 'unknown', acceptedPrefixes: null },
      ],
    },
  ]);
  expect(await readTwice({ links: [tunnel] }, {}, { links: [tunnel] })).toEqual({ links: [tunnel], untold: false });
});

it('takes words of a later version for unknown', () => {
  const stored = { links: [{ ...tunnel, stateSince: null, state: 'mending', form: 'laser' }] };
  expect(toStoredLinks(stored)?.links[0]).toMatchObject({ state: 'unknown', form: 'declared', name: 'one' });
});
