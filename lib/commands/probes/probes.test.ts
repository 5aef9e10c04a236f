import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type Actor, cliActor } from '@/lib/access/actor';
import { resolveActor } from '@/lib/access/request/resolve-actor';
import { pathsQuerySchema } from '@/lib/api/contracts/paths';
import { type ProbeResult, putProbeTargetSchema } from '@/lib/api/contracts/probes';
import { deleteSite } from '@/lib/commands/sites/delete-site';
import { putSite } from '@/lib/commands/sites/put-site';
import { LogSketch } from '@/lib/domain/link/sketch/log-sketch';
import { packSketch, unpackSketch } from '@/lib/domain/link/sketch/pack-sketch';
import { createTestDatabase, type TestDatabase } from '@/lib/store/database/test-database';
import { pruneProbes } from '@/lib/store/probes/prune-probes';
import { readPathMatrix } from '@/lib/views/paths/read-paths';
import { readProbeAgents, readProbeTargets } from '@/lib/views/probes/read-probes';
import { givePlan } from './give-plan';
import { createProbeAgent, renewProbeToken, revokeProbeAgent } from './probe-agents';
import { changeProbeTarget, createProbeTarget, removeProbeTarget } from './probe-targets';
import { takeResults } from './take-results';

const now = new Date('2026-11-22T12:10:20Z');
const at = (minutes: number) => new Date(Math.floor(now.getTime() / 60_000) * 60_000 + minutes * 60_000).toISOString();
let database: TestDatabase;

const by = (actor: Actor, when = now) => ({ actor, database, now: when, requestId: 'test' });
const admin = (when = now) => by(cliActor('test'), when);
const toTarget = (input: Record<string, unknown>) => putProbeTargetSchema.parse(input);
const tcp = { from: 'munich', to: 'prague', kind: 'tcp', address: 'edge.prague.example:443' };
const agentProcess = (instance = randomUUID(), when = now) => ({
  instance,
  host: `host-${instance.slice(0, 4)}`,
  version: '1',
  clock: when.toISOString(),
});

beforeAll(async () => {
  database = await createTestDatabase();
});
beforeEach(async () => {
  await database.prisma.probeTarget.deleteMany();
  await database.prisma.probeAgent.deleteMany();
  for (const name of ['munich', 'prague', 'oslo'])
    await putSite(admin(), name, { title: name, country: null, latitude: null, longitude: null, aliases: [] });
});
afterAll(() => database.close());

async function signIn(value: string): Promise<Actor | null> {
  const headers = new Headers({ authorization: `Bearer ${value}` });
  const { actor } = await resolveActor(headers, database, { demo: false, origin: null }, now);
  return actor;
}

async function makeAgent(name: string, site: string) {
  const { agent, value } = await createProbeAgent(admin(), { name, site });
  const actor = await signIn(value);
  if (actor === null) throw new TypeError('A new token is good.');
  return { id: agent.id, value, actor };
}

/** A minute in which these round trips, in milliseconds, were measured and so many were lost. */
function toResult(target: string, minute: string, roundTrips: number[], lost = 0): ProbeResult {
  const sketch = new LogSketch();
  for (const each of roundTrips) sketch.record(each * 1_000_000);
  const packed = packSketch(sketch);
  return {
    target,
    minute,
    sent: roundTrips.length + lost,
    lost,
    failed: 0,
    fault: null,
    jitterSumNs: roundTrips.length > 1 ? 2_000_000 * (roundTrips.length - 1) : 0,
    jitterPairs: Math.max(0, roundTrips.length - 1),
    sketch: packed && Buffer.from(packed).toString('base64'),
  };
}

const report = (actor: Actor, minutes: ProbeResult[], when = now, instance = randomUUID()) =>
  takeResults(by(actor, when), { ...agentProcess(instance, when), dropped: 0, minutes });
const readPaths = (input: Record<string, unknown> = {}, context = admin()) =>
  readPathMatrix(context, pathsQuerySchema.parse(input));

describe('a probe agent', () => {
  test('is known by its token alone, of which the hash is kept, and each deed of its keepers is on record', async () => {
    const { id, value, actor } = await makeAgent('munich-1', 'munich');
    expect(actor).toMatchObject({ kind: 'probe-agent', id, site: 'munich', grants: [] });
    expect(JSON.stringify(await database.prisma.probeAgent.findMany(), (_, each) => String(each))).not.toContain(value);
    const renewed = await renewProbeToken(admin(), id);
    await expect(signIn(value)).rejects.toMatchObject({ kind: 'unauthenticated' });
    expect(await signIn(renewed.value)).toMatchObject({ id });
    await revokeProbeAgent(admin(), id);
    await expect(signIn(renewed.value)).rejects.toMatchObject({ kind: 'unauthenticated' });
    const deeds = await database.prisma.auditEntry.findMany({ where: { targetId: id }, orderBy: { sequence: 'asc' } });
    expect(deeds.map(({ action }) => action)).toEqual([
      'probe-agent.create',
      'probe-agent.renew-token',
      'probe-agent.revoke',
    ]);
  });

  test('made twice with one key is one agent with one token', async () => {
    const repeatable = { key: 'only-once', secret: 'secret' };
    const input = { name: 'munich-1', site: 'munich' };
    const first = await createProbeAgent(admin(), input, repeatable);
    expect((await createProbeAgent(admin(), input, repeatable)).value).toBe(first.value);
    await expect(createProbeAgent(admin(), input)).rejects.toMatchObject({ kind: 'conflict' });
    await expect(createProbeAgent(admin(), { name: 'x', site: 'nowhere' })).rejects.toMatchObject({ kind: 'invalid' });
  });

  test('is told what to measure from its own site, and nothing that is off', async () => {
    const { actor } = await makeAgent('munich-1', 'munich');
    const { id } = await createProbeTarget(admin(), toTarget(tcp));
    await createProbeTarget(admin(), toTarget({ ...tcp, kind: 'icmp', address: '10.0.0.1', enabled: false }));
    await createProbeTarget(admin(), toTarget({ ...tcp, from: 'prague', to: 'munich' }));
    expect(await givePlan(by(actor), agentProcess())).toEqual({
      agent: 'munich-1',
      site: 'munich',
      now: now.toISOString(),
      targets: [
        {
          id,
          to: 'prague',
          kind: 'tcp',
          address: tcp.address,
          everySeconds: 15,
          attempts: 5,
          timeoutMs: 900,
          mostBytes: null,
        },
      ],
    });
    await expect(givePlan(admin(), agentProcess())).rejects.toMatchObject({ kind: 'denied' });
  });

  test('whose token two processes use at once is told of, once; one that was started again is not', async () => {
    const { id, actor } = await makeAgent('munich-1', 'munich');
    const [one, other] = [randomUUID(), randomUUID()];
    const seen = async () => (await readProbeAgents(admin())).items.find((agent) => agent.id === id);
    for (const [minute, instance] of [one, one, other, other].entries())
      await givePlan(by(actor, new Date(now.getTime() + minute * 1_000)), agentProcess(instance));
    expect(await seen()).toMatchObject({ usedTwice: false });
    for (const [minute, instance] of [one, other, one].entries())
      await givePlan(by(actor, new Date(now.getTime() + 5_000 + minute * 1_000)), agentProcess(instance));
    expect(await seen()).toMatchObject({ usedTwice: true, instances: [{}, {}] });
    const recorded = { action: 'probe-agent.used-twice', targetId: id };
    expect(await database.prisma.auditEntry.count({ where: recorded })).toBe(1);
  });

  test('has its clock compared with ours', async () => {
    const { id, actor } = await makeAgent('munich-1', 'munich');
    await givePlan(by(actor), agentProcess(undefined, new Date(now.getTime() + 90_500)));
    const { items } = await readProbeAgents(admin());
    expect(items.find((agent) => agent.id === id)).toMatchObject({ clockAheadSeconds: 90.5 });
  });
});

describe('a target', () => {
  test.each([
    [{ ...tcp, address: '169.254.169.254:80' }, 'address'],
    [{ ...tcp, kind: 'http', address: 'http://metadata.google.internal/' }, 'address'],
    [{ ...tcp, kind: 'http', address: 'http://2852039166/' }, 'address'],
    [{ ...tcp, kind: 'icmp', address: 'localhost' }, 'address'],
    [{ ...tcp, address: 'edge.prague.example' }, 'address'],
    [{ ...tcp, to: 'munich' }, 'to'],
    [{ ...tcp, to: 'nowhere' }, 'to'],
    [{ ...tcp, everySeconds: 0 }, 'everySeconds'],
    [{ ...tcp, connectionId: randomUUID() }, 'connectionId'],
  ])('%j is refused at %s', async (input, path) => {
    await expect(createProbeTarget(admin(), toTarget(input))).rejects.toMatchObject({
      kind: 'invalid',
      errors: [{ path }],
    });
  });

  test('may be private, is made once, changed, and gone with what was measured', async () => {
    const private10 = toTarget({ ...tcp, address: '10.1.2.3:22' });
    const { id } = await createProbeTarget(admin(), private10);
    await expect(createProbeTarget(admin(), private10)).rejects.toMatchObject({ kind: 'conflict' });
    await changeProbeTarget(admin(), id, { ...private10, everySeconds: 30, enabled: false });
    expect((await readProbeTargets(admin())).items).toMatchObject([{ id, everySeconds: 30, enabled: false }]);
    await expect(changeProbeTarget(admin(), id, { ...private10, to: 'oslo' })).rejects.toMatchObject({
      kind: 'conflict',
    });
    await expect(deleteSite(admin(), 'prague')).rejects.toMatchObject({ kind: 'conflict' });
    await removeProbeTarget(admin(), id);
    expect((await readProbeTargets(admin())).items).toEqual([]);
    await expect(removeProbeTarget(admin(), id)).rejects.toMatchObject({ kind: 'not-found' });
  });
});

describe('what was measured', () => {
  test('counts once however often it is sent, in any order, and adds up to hours', async () => {
    const { actor } = await makeAgent('munich-1', 'munich');
    const { id } = await createProbeTarget(admin(), toTarget(tcp));
    const minutes = [toResult(id, at(-1), [20, 22, 24], 1), toResult(id, at(-2), [40], 0), toResult(id, at(-65), [90])];
    expect(await report(actor, minutes.slice(0, 2))).toMatchObject({ taken: 2, repeated: 0, refused: [] });
    const other = { ...toResult(id, at(-1), [999]), sent: 1 };
    expect(await report(actor, [...minutes, other])).toMatchObject({ taken: 1, repeated: 3, refused: [] });
    const hours = await database.prisma.probeHour.findMany({ where: { targetId: id }, orderBy: { hour: 'asc' } });
    expect(hours.map(({ sent, lost, sketch }) => [sent, lost, sketch && unpackSketch(sketch).max])).toEqual([
      [1, 0, 90_000_000],
      [5, 1, 40_000_000],
    ]);
    const { items } = await readPaths();
    expect(items).toMatchObject([{ sent: 5, lost: 1, loss: 0.2, values: { count: 4, max: 0.04 } }]);
    expect((await readPaths({ over: '24h' })).items).toMatchObject([{ sent: 6, values: { max: 0.09 } }]);
  });

  test('is refused of another site, of the future, of long ago and where it cannot be, with our time', async () => {
    const { actor } = await makeAgent('munich-1', 'munich');
    const { id } = await createProbeTarget(admin(), toTarget(tcp));
    const other = await createProbeTarget(admin(), toTarget({ ...tcp, from: 'oslo' }));
    const answer = await report(actor, [
      toResult(id, at(0), [20]),
      toResult(other.id, at(-1), [20]),
      toResult(id, at(2), [20]),
      toResult(id, at(-24 * 60 - 1), [20]),
      { ...toResult(id, at(-1), [20]), sketch: 'AAAA' },
    ]);
    expect(answer).toMatchObject({ now: now.toISOString(), taken: 1, repeated: 0 });
    expect(answer.refused.map(({ reason }) => reason)).toEqual(['not-in-plan', 'future', 'too-old', 'implausible']);
  });

  test('is kept for 48 hours by minutes and 396 days by hours', async () => {
    const { actor } = await makeAgent('munich-1', 'munich');
    const { id } = await createProbeTarget(admin(), toTarget(tcp));
    await report(actor, [toResult(id, at(-1), [20])]);
    const count = async () => [await database.prisma.probeMinute.count(), await database.prisma.probeHour.count()];
    const later = (hours: number) => new Date(now.getTime() + hours * 3_600_000);
    await pruneProbes(database.pool, later(47));
    expect(await count()).toEqual([1, 1]);
    await pruneProbes(database.pool, later(49));
    expect(await count()).toEqual([0, 1]);
    await pruneProbes(database.pool, later(397 * 24));
    expect(await count()).toEqual([0, 0]);
  });

  test('is refused when it comes too often', async () => {
    const { actor } = await makeAgent('munich-1', 'munich');
    const { id } = await createProbeTarget(admin(), toTarget(tcp));
    const often = async () => {
      for (let turn = 0; turn < 121; turn++) await report(actor, [toResult(id, at(-1), [20])]);
    };
    await expect(often()).rejects.toMatchObject({ kind: 'too-many' });
  });
});

describe('the ways between sites', () => {
  test('each kind apart, each direction by itself, percentiles over all agents and targets', async () => {
    const one = await makeAgent('munich-1', 'munich');
    const two = await makeAgent('munich-2', 'munich');
    const first = await createProbeTarget(admin(), toTarget(tcp));
    const second = await createProbeTarget(admin(), toTarget({ ...tcp, address: 'other.prague.example:443' }));
    const bulk = await createProbeTarget(
      admin(),
      toTarget({ ...tcp, kind: 'throughput', address: 'https://prague.example/big' }),
    );
    const speed = { ...toResult(bulk.id, at(-1), [80]), jitterPairs: 0, jitterSumNs: 0 };
    await report(one.actor, [
      toResult(
        first.id,
        at(-1),
        Array.from({ length: 90 }, () => 10),
      ),
      speed,
    ]);
    await report(two.actor, [
      toResult(
        second.id,
        at(-1),
        Array.from({ length: 10 }, () => 200),
      ),
    ]);
    const { items } = await readPaths();
    expect(items.map(({ from, to, kind }) => [from, to, kind])).toEqual([
      ['munich', 'prague', 'tcp'],
      ['munich', 'prague', 'throughput'],
    ]);
    const [latency, throughput] = items;
    // The mean of two percentiles would be 0.105.
    expect(latency).toMatchObject({ state: 'measured', unit: 's', agents: 2, targets: 2, loss: 0, jitter: 0.002 });
    expect(latency?.values?.p50).toBeCloseTo(0.01, 3);
    expect(latency?.values?.p95).toBeCloseTo(0.2, 2);
    expect(throughput).toMatchObject({ unit: 'By/s', jitter: null, values: { max: 80_000_000 } });
  });

  test('a way without an answer is lost and has no latency; one nobody measured is unknown, not lost', async () => {
    const { actor } = await makeAgent('munich-1', 'munich');
    const dead = await createProbeTarget(admin(), toTarget(tcp));
    await createProbeTarget(admin(), toTarget({ ...tcp, to: 'oslo' }));
    await report(actor, [toResult(dead.id, at(-1), [], 5)]);
    const { items } = await readPaths();
    expect(items).toMatchObject([
      { to: 'oslo', state: 'unknown', loss: null, values: null, jitter: null, sent: 0, lastMeasuredAt: null },
      { to: 'prague', state: 'measured', loss: 1, values: null, jitter: null, sent: 5, lost: 5 },
    ]);
  });

  test('attempts that tell nothing of the way leave it unknown and say why', async () => {
    const { actor } = await makeAgent('munich-1', 'munich');
    const { id } = await createProbeTarget(admin(), toTarget(tcp));
    await report(actor, [{ ...toResult(id, at(-1), []), failed: 5, fault: 'name-unknown' }]);
    expect((await readPaths()).items).toMatchObject([
      { state: 'unknown', loss: null, failed: 5, fault: 'name-unknown' },
    ]);
  });

  test('999 milliseconds that were measured are a value like any other', async () => {
    const { actor } = await makeAgent('munich-1', 'munich');
    const { id } = await createProbeTarget(admin(), toTarget(tcp));
    await report(actor, [toResult(id, at(-1), [999])]);
    expect((await readPaths()).items).toMatchObject([{ values: { max: 0.999, count: 1 } }]);
  });

  test('turn unknown when nothing was measured for the stretch, and say when something last was', async () => {
    const { actor } = await makeAgent('munich-1', 'munich');
    const { id } = await createProbeTarget(admin(), toTarget(tcp));
    await report(actor, [toResult(id, at(-1), [20])]);
    const later = admin(new Date(now.getTime() + 20 * 60_000));
    expect((await readPaths({}, later)).items).toMatchObject([
      { state: 'unknown', values: null, agents: 0, lastMeasuredAt: at(0) },
    ]);
    expect((await readPaths({ over: '1h' }, later)).items).toMatchObject([{ state: 'measured', sent: 1 }]);
  });

  test('are seen by whoever may see one of their ends, and narrowed by what is asked', async () => {
    await createProbeTarget(admin(), toTarget(tcp));
    await createProbeTarget(admin(), toTarget({ ...tcp, from: 'prague', to: 'oslo' }));
    const seen = async (site: string) => {
      const grants = [{ role: 'viewer' as const, scope: { kind: 'site' as const, site } }];
      return (await readPaths({}, by({ ...cliActor('x'), grants }))).items.map(({ from, to }) => `${from}-${to}`);
    };
    expect(await seen('munich')).toEqual(['munich-prague']);
    expect(await seen('prague')).toEqual(['munich-prague', 'prague-oslo']);
    expect((await readPaths({ from: 'prague' })).items).toHaveLength(1);
    expect((await readPaths({ kind: 'icmp' })).items).toHaveLength(0);
  });
});
