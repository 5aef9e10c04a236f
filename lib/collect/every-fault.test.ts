import { randomBytes, randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Actor } from '@/lib/access/actor';
import type { Connection } from '@/lib/api/contracts/connections';
import { parseMasterKey } from '@/lib/config/master-keys';
import { providerIds } from '@/lib/domain/provider';
import type { CallLimits } from '@/lib/providers/contract/calls/call-limits';
import { createTestDatabase, type TestDatabase } from '@/lib/store/database/test-database';
import { acquireLease } from '@/lib/store/leases/acquire-lease';
import { toCollectionLease } from '@/lib/store/leases/collection-lease';
import { releaseLease } from '@/lib/store/leases/release-lease';
import type { CollectionRun } from '@/lib/store/runs/collection-run';
import { readLatestRuns } from '@/lib/store/runs/read-runs';
import { readConnection } from '@/lib/views/connections/list-connections';
import { type Fault, faultKinds, faultSchema } from '@/sandbox/faults/fault';
import { type RunningSandbox, startSandbox } from '@/sandbox/start-sandbox';
import { collectInventory } from './collect-inventory';
import { connectProving, nameOf, provingOf, type Told, toldOf } from './every-fault-conformance';
import { runCollection } from './run-collection';

const current = parseMasterKey(randomBytes(32).toString('base64'));
if (current === null) throw new Error('a fresh key must parse');
const keys = { current, previous: [] };
const egressAllow = ['127.0.0.1/32'];

/** No waiting for its own sake. */
const quick: Partial<CallLimits> = {
  ratePerSecond: 1000,
  concurrency: 16,
  maxAttempts: 2,
  backoffBaseMs: 1,
  backoffMaxMs: 5,
  retryAfterCapMs: 50,
};
const impatient: Partial<CallLimits> = { ...quick, maxAttempts: 1, attemptTimeoutMs: 2000 };
const everyone: Actor = {
  kind: 'person',
  id: 'p',
  personId: 'p',
  label: 'p@example.com',
  grants: [{ role: 'viewer', scope: { kind: 'all' } }],
};

interface Fact {
  seenAt: Date;
  /** When its scope was last read whole. */
  completeAt: Date;
}
type Facts = Map<string, Fact>;

/** Among tests of one provider, which stand on each other's reads. */
const inTurn = { concurrent: false, timeout: 60_000 };

/** Every kind of fault, and answers that break off, which are a kind of their own to whoever reads them. */
const misdeeds: Fault[] = [
  ...faultKinds.map((kind) => faultSchema.parse({ kind })),
  { kind: 'truncated-page', cut: 'connection' },
];

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.close());

// Each waits for its own hanging calls, so they wait together.
describe.concurrent.each(providerIds)('under every fault, %s', (provider) => {
  const proving = provingOf(provider);
  const startedAtMs = Date.now();
  const now = () => new Date(startedAtMs + (Date.now() - startedAtMs) * proving.haste);
  let sandbox: RunningSandbox;
  let id: string;

  beforeAll(async () => {
    sandbox = await startSandbox({ faces: provider === 'aws' ? [] : [provider], realNow: now });
    sandbox.clock.hold();
    id = await connectProving(database, sandbox, provider, { keys, egressAllow });
    expect(await collect()).toMatchObject({ outcome: 'complete', gaps: [] });
  });
  afterAll(() => sandbox.stop());

  async function collect(limits = quick): Promise<CollectionRun> {
    const name = toCollectionLease(id, 'inventory');
    const lease = await acquireLease(database.pool, { name, holder: randomUUID(), ttlMs: 120_000 });
    if (lease === null) throw new Error('the lease is taken');
    const { signal } = new AbortController();
    const order = { connectionId: id, capability: 'inventory' as const, collect: collectInventory, lease, signal };
    await runCollection({ database, keys, egressAllow, now, limits }, order);
    await releaseLease(database.pool, lease);
    const latest = (await readLatestRuns(database.pool, [id], 'inventory')).get(id)?.latest;
    if (latest === undefined) throw new Error('The run left no record.');
    return latest;
  }

  /** Reads under a fault, and holds what is shown and known afterwards against what was known before. */
  async function endure(fault: Fault, struck: 'part' | 'everything'): Promise<void> {
    const before = await readFacts(id);
    const beganAt = now();
    sandbox.faults.set(provider, [{ fault, where: struck === 'part' ? proving.part : {} }]);
    const run = await collect(fault.kind === 'hang' || fault.kind === 'slow-drip' ? impatient : quick);
    expect(sandbox.faults.state()[provider]?.[0]?.struck, 'the fault strikes').toBeGreaterThan(0);
    sandbox.faults.clear();
    const shown = await readConnection({ actor: everyone, database, now: now() }, id);
    const after = await readFacts(id);
    const told = toldOf(proving, fault, struck);
    expect([...after.keys()].sort(), 'nothing is gone').toEqual([...before.keys()].sort());
    expectAges(before, after, beganAt, run);
    expectTold(shown, run, told);
    // What one read lacked goes with a second that lacks it too.
    if (told === 'held') await recover();
  }

  async function recover(): Promise<void> {
    const whole = { outcome: 'complete', gaps: [], counts: { added: 0, gone: 0, held: 0 } };
    expect(await collect()).toMatchObject(whole);
  }

  for (const fault of misdeeds) {
    test(`${nameOf(fault)} is told, keeps what is known at its age, and passes`, inTurn, async () => {
      await endure(fault, 'part');
      await endure(fault, 'everything');
      await recover();
    });
  }
});

/** The status, sentence and remedy that the Connections page shows. */
function expectTold(shown: Connection, { outcome, counts, gaps }: CollectionRun, told: Told): void {
  expect(new Set(gaps.map((gap) => gap.fault))).toEqual(new Set(told === 'held' || told === 'nothing' ? [] : [told]));
  if (told === 'nothing') {
    expect(outcome).toBe('complete');
    return;
  }
  expect(shown.remedy).toMatch(/\.$/);
  if (told === 'held') {
    expect(shown).toMatchObject({ status: 'warning', statusSentence: expect.stringContaining(`${counts?.held}`) });
    return;
  }
  expect(outcome).not.toBe('complete');
  expect(shown.status).toBe(outcome === 'failed' ? 'critical' : 'warning');
  const places = [
    ...Object.values(shown.settings ?? {}),
    ...gaps.flatMap(({ operation, account }) => [operation, account]),
  ];
  const isNamed = (place: unknown) => typeof place === 'string' && place !== '' && shown.statusSentence.includes(place);
  expect(places.some(isNamed), shown.statusSentence).toBe(true);
  expect(shown.sources.find(({ capability }) => capability === 'inventory')?.gaps).toHaveLength(gaps.length);
}

/** What was read is of now, and what was not is as old as it was. */
function expectAges(before: Facts, after: Facts, beganAt: Date, { outcome, counts, gaps }: CollectionRun): void {
  const aged = [...after].filter(([, { seenAt }]) => seenAt < beganAt);
  for (const [resource, { seenAt }] of aged) expect(seenAt, resource).toEqual(before.get(resource)?.seenAt);
  expect(after.size - aged.length).toBe(counts === null ? 0 : counts.seen);
  if (gaps.length === 0 || outcome === 'complete') return;
  const unread = [...after].filter(([, { completeAt }]) => completeAt < beganAt);
  expect(unread).not.toEqual([]);
  for (const [resource, { completeAt }] of unread)
    expect(completeAt, resource).toEqual(before.get(resource)?.completeAt);
}

/** What is known of a connection, by kind and id. */
async function readFacts(connectionId: string): Promise<Facts> {
  const { rows } = await database.pool.query<Fact & { resource: string }>(
    `select r.kind || ' ' || r.native_id as resource, s.last_complete_at as "completeAt",
       coalesce(r.last_seen_at, s.last_read_at) as "seenAt"
     from resource r join inventory_scope s
       on s.connection_id = r.connection_id and s.account = r.account and s.region = r.scope_region and s.kind = r.kind
     where r.connection_id = $1 and r.gone_at is null`,
    [connectionId],
  );
  return new Map(rows.map(({ resource, ...fact }) => [resource, fact]));
}
