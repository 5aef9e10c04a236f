import { randomBytes, randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { cliActor } from '@/lib/access/actor';
import { createConnection } from '@/lib/commands/connections/create-connection';
import { updateConnection } from '@/lib/commands/connections/update-connection';
import { parseMasterKey } from '@/lib/config/master-keys';
import { createTestDatabase, type TestDatabase } from '@/lib/store/database/test-database';
import { acquireLease } from '@/lib/store/leases/acquire-lease';
import { toCollectionLease } from '@/lib/store/leases/collection-lease';
import type { CollectionContext, CollectionResult } from './collector';
import { runCollection } from './run-collection';

const current = parseMasterKey(randomBytes(32).toString('base64'));
if (current === null) throw new Error('a fresh key must parse');
const deployment = { keys: { current, previous: [] }, egressAllow: ['10.0.0.0/8'] };

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.close());

test('a run keeps to the secret of the settings it began with, whatever is changed meanwhile', async () => {
  const command = { actor: cliActor('test'), database, now: new Date(), requestId: 'test' };
  const before = { accessKeyId: 'AKIABEFORE', secretAccessKey: 'before' };
  const settings = { endpoint: 'https://10.0.0.1' };
  const made = await createConnection(
    command,
    { provider: 'aws', name: 'moved', settings, secret: before },
    deployment,
  );
  const name = toCollectionLease(made.id, 'inventory');
  const lease = await acquireLease(database.pool, { name, holder: randomUUID(), ttlMs: 60_000 });
  if (lease === null) throw new Error('the lease is taken');
  const seen: unknown[] = [];
  const collect = async ({ connection, openSecret }: CollectionContext): Promise<CollectionResult> => {
    const elsewhere = { endpoint: 'https://10.0.0.2' };
    const after = { accessKeyId: 'AKIAAFTER', secretAccessKey: 'after' };
    await updateConnection(command, made.id, { version: 1, settings: elsewhere, secret: after }, deployment);
    seen.push(connection.settings.endpoint, openSecret());
    return { outcome: 'failed', counts: null, gaps: [], notBefore: null };
  };
  const { signal } = new AbortController();
  const order = { connectionId: made.id, capability: 'inventory' as const, collect, lease, signal };
  await runCollection({ ...deployment, database, now: () => new Date() }, order);
  expect(seen).toEqual(['https://10.0.0.1', before]);
});
