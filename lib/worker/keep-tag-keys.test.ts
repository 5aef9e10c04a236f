import { afterAll, beforeAll, expect, test } from 'vitest';
import type { RoleGrant } from '@/lib/domain/access';
import { createTestLedger, type TestLedger, toCsv, toDelivery, toFile } from '@/lib/store/cost-ledger/test-ledger';
import { readTagKeys } from '@/lib/views/cost/read-tag-keys';
import { keepTagKeys } from './keep-tag-keys';

let ledger: TestLedger;
const now = new Date('2026-12-01T12:00:00Z');
beforeAll(async () => {
  ledger = await createTestLedger();
  const rows = [
    { Tags: '{"team":"vision","cost-centre":"4711"}' },
    { Tags: '{"team":"speech","Owner":"ada"}' },
    { Tags: '' },
  ];
  await ledger.keepDelivery(toDelivery([toFile(toCsv(rows))], { scope: 'october' }), now);
});
afterAll(() => ledger.close());

const october = { from: '2026-10-01', to: '2026-10-31' };
function keysFor(grants: RoleGrant[], days = october) {
  const actor = { kind: 'person' as const, id: null, personId: null, label: 'test', grants };
  const openLedger = async () => ({ root: ledger.folder.root, engine: ledger.engine });
  return readTagKeys({ actor, database: ledger.database, now }, days, openLedger);
}
const everywhere: RoleGrant[] = [{ role: 'finance', scope: { kind: 'all' } }];

test('tag keys are listed once a delivery came, and until then there may be others', async () => {
  expect(await keysFor(everywhere)).toEqual({ keys: [], atLeast: true });
  const keep = () => keepTagKeys(ledger.database, ledger.folder.root, new AbortController().signal);
  expect([await keep(), await keep()]).toEqual([1, 0]);
  expect(await keysFor(everywhere)).toEqual({ keys: ['Owner', 'cost-centre', 'team'], atLeast: false });
  expect(await keysFor(everywhere, { from: '2026-09-01', to: '2026-09-30' })).toEqual({ keys: [], atLeast: false });
});

test('whoever sees one team is told of the keys of its rows alone', async () => {
  const team = (name: string): RoleGrant[] => [{ role: 'finance', scope: { kind: 'team', team: name } }];
  expect(await keysFor(team('vision'))).toEqual({ keys: ['cost-centre', 'team'], atLeast: false });
  expect(await keysFor(team('nobody'))).toEqual({ keys: [], atLeast: false });
  await expect(keysFor([])).rejects.toMatchObject({ kind: 'denied' });
});
