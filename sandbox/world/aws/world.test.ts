import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { tickMs } from '../tick';
import { accounts } from './geography';
import { nativeIdOf, shortIdOf } from './native-id';
import type { RecordOf, WorldRecord } from './records';
import { awsKinds } from './records';
import { createWorld, type World, type WorldSnapshot } from './world';

const noon = new Date('2026-11-21T12:00:00Z');
const anInstant = fc.date({
  min: new Date('2026-02-01T00:00:00Z'),
  max: new Date('2028-02-01T00:00:00Z'),
  noInvalidDate: true,
});

let world: World;
beforeAll(() => {
  world = createWorld({ seed: 'test' });
});

function ofKind<K extends WorldRecord['kind']>(snapshot: WorldSnapshot, kind: K): RecordOf<K>[] {
  return Object.values(accounts).flatMap(({ id }) => snapshot.listAccount(kind, id));
}

describe('createWorld', () => {
  test('makes the same factory of the same seed and instant, and another of another seed', () => {
    const again = createWorld({ seed: 'test' }).at(noon).all();
    expect(again).toEqual(world.at(noon).all());
    const other = createWorld({ seed: 'other' }).at(noon).all();
    expect(other.map(nativeIdOf)).not.toEqual(again.map(nativeIdOf));
  });

  test('does not depend on which instants were asked for before', () => {
    fc.assert(
      fc.property(anInstant, anInstant, (before, at) => {
        world.at(before).all();
        expect(world.at(at).all().map(nativeIdOf)).toEqual(createWorld({ seed: 'test' }).at(at).all().map(nativeIdOf));
      }),
      { numRuns: 5 },
    );
  });

  test('stands still between ticks', () => {
    expect(world.at(noon)).toBe(world.at(new Date(noon.getTime() + tickMs - 1)));
    expect(world.at(new Date(noon.getTime() + tickMs)).at).toEqual(new Date(noon.getTime() + tickMs));
  });

  test('holds every kind, a few thousand things in all, each with an id of its own', () => {
    const all = world.at(noon).all();
    expect(all.length).toBeGreaterThan(1_800);
    expect(all.length).toBeLessThan(3_000);
    expect(new Set(all.map(({ kind }) => kind))).toEqual(new Set(awsKinds));
    expect(new Set(all.map(nativeIdOf)).size).toBe(all.length);
  });

  test('grows with its scale', () => {
    const small = ofKind(world.at(noon), 'compute-instance').length;
    const large = ofKind(createWorld({ seed: 'test', scale: 3 }).at(noon), 'compute-instance').length;
    expect(large).toBeGreaterThan(2.5 * small);
  });

  test('keeps every reference between things, at any time', () => {
    fc.assert(
      fc.property(anInstant, (at) => {
        const snapshot = world.at(at);
        const ids = (kind: WorldRecord['kind']) => new Set(ofKind(snapshot, kind).map(shortIdOf));
        const [networks, subnets, volumes, gateways] = [
          ids('network'),
          ids('subnet'),
          ids('volume'),
          ids('transit-gateway'),
        ];
        const instances = ofKind(snapshot, 'compute-instance');
        for (const instance of instances) {
          expect(networks).toContain(instance.network);
          expect(subnets).toContain(instance.subnet);
          for (const { id } of instance.volumes) expect(volumes).toContain(id);
        }
        const instanceIds = new Set(instances.map(({ id }) => id));
        for (const { attachment } of ofKind(snapshot, 'volume')) {
          if (attachment) expect(instanceIds).toContain(attachment.instance);
        }
        for (const subnet of ofKind(snapshot, 'subnet')) expect(networks).toContain(subnet.network);
        for (const { transitGateway } of ofKind(snapshot, 'vpn-connection')) expect(gateways).toContain(transitGateway);
        const circuits = new Set([...ids('private-circuit'), ...ids('circuit-bundle')]);
        const far = ids('customer-gateway');
        for (const { customerGateway } of ofKind(snapshot, 'vpn-connection')) expect(far).toContain(customerGateway);
        for (const { circuit } of ofKind(snapshot, 'virtual-interface')) expect(circuits).toContain(circuit);
        const attachable = new Set([...networks, ...ids('vpn-connection'), ...gateways]);
        for (const attachment of ofKind(snapshot, 'transit-attachment')) {
          expect(gateways).toContain(attachment.transitGateway);
          if (attachment.resourceType !== 'direct-connect-gateway') expect(attachable).toContain(attachment.resourceId);
        }
      }),
      { numRuns: 10 },
    );
  });

  test('counts in a node group the machines that are starting or running in it', () => {
    fc.assert(
      fc.property(anInstant, (at) => {
        const snapshot = world.at(at);
        const instances = ofKind(snapshot, 'compute-instance');
        for (const group of ofKind(snapshot, 'node-group')) {
          const members = instances.filter(
            ({ nodeGroup, tags, state }) =>
              nodeGroup === group.name &&
              tags['eks:cluster-name'] === group.cluster &&
              (state === 'pending' || state === 'running'),
          );
          expect(members.length).toBe(group.desired);
        }
      }),
      { numRuns: 10 },
    );
  });

  test('moves: over a day machines come and go and jobs end, while what stands keeps its id', () => {
    const today = world.at(noon);
    const tomorrow = world.at(new Date(noon.getTime() + 86_400_000));
    const idsOf = (snapshot: WorldSnapshot, kind: WorldRecord['kind']) =>
      new Set(ofKind(snapshot, kind).map(nativeIdOf));
    const machines = [idsOf(today, 'compute-instance'), idsOf(tomorrow, 'compute-instance')] as const;
    const [before, after] = machines.map((ids) => [...ids]);
    expect(before?.filter((id) => !machines[1].has(id)).length).toBeGreaterThan(5);
    expect(after?.filter((id) => !machines[0].has(id)).length).toBeGreaterThan(5);
    expect(before?.filter((id) => machines[1].has(id)).length).toBeGreaterThan(300);
    expect(idsOf(today, 'bucket')).toEqual(idsOf(tomorrow, 'bucket'));
    const running = ofKind(today, 'training-job')
      .filter(({ status }) => status === 'InProgress')
      .map(({ name }) => name);
    const later = new Map(ofKind(tomorrow, 'training-job').map((job) => [job.name, job.status]));
    expect(running.length).toBeGreaterThan(5);
    expect(running.some((name) => later.get(name) !== 'InProgress')).toBe(true);
  });

  test('never lets a job that ended run again, nor forgets one while it runs', () => {
    const step = 3 * 3_600_000;
    const ended = new Map<string, string>();
    let running = new Set<string>();
    for (let index = 0; index < 24; index++) {
      const jobs = ofKind(world.at(new Date(noon.getTime() + index * step)), 'training-job');
      const names = new Set(jobs.map(({ name }) => name));
      for (const name of running) expect(names).toContain(name);
      for (const job of jobs) {
        const before = ended.get(job.name);
        if (before !== undefined) expect(job.status).toBe(before);
        if (job.status !== 'InProgress') ended.set(job.name, job.status);
      }
      running = new Set(jobs.filter(({ status }) => status === 'InProgress').map(({ name }) => name));
    }
  });

  test('plays its standing incidents', () => {
    const snapshot = world.at(noon);
    const tunnels = ofKind(snapshot, 'vpn-connection').map(
      (vpn) => vpn.tunnels.filter(({ status }) => status === 'DOWN').length,
    );
    expect(tunnels.filter((down) => down === 1)).toHaveLength(1);
    expect(tunnels.filter((down) => down === 2)).toHaveLength(1);
    expect(ofKind(snapshot, 'node-group').map(({ status }) => status)).toEqual(
      expect.arrayContaining(['ACTIVE', 'DEGRADED', 'CREATE_FAILED']),
    );
    expect(ofKind(snapshot, 'compute-instance').filter(({ health }) => health === 'impaired')).toHaveLength(1);
    expect(ofKind(snapshot, 'model-endpoint').filter(({ status }) => status === 'Failed')).toHaveLength(1);
    expect(ofKind(snapshot, 'training-job').some(({ status }) => status === 'Failed')).toBe(true);
    expect(snapshot.denials).toEqual([
      { account: accounts.serving.id, region: 'ap-south-1', actionPrefix: 'sagemaker' },
    ]);
  });

  test('tags things as people do: some in another case, some not at all, some to trick a reader', () => {
    const all = world.at(noon).all();
    const keys = new Set(all.flatMap(({ tags }) => Object.keys(tags)));
    expect([...keys]).toEqual(expect.arrayContaining(['owner', 'Owner', 'OWNER']));
    expect(
      all.filter(({ tags }) => !Object.keys(tags).some((key) => key.toLowerCase() === 'owner')).length,
    ).toBeGreaterThan(100);
    const values = all.flatMap(({ tags }) => Object.values(tags));
    expect(values.some((value) => value.startsWith('='))).toBe(true);
    expect(values.some((value) => value.includes('<script>'))).toBe(true);
    expect(values.some((value) => value.includes('\u202E'))).toBe(true);
  });
});
