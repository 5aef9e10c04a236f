import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { tickMs } from '../tick';
import { organization, projectNames } from './geography';
import { readTruth } from './truth';
import { createWorld, type World } from './world';

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

describe('the world at Google', () => {
  test('is the same for the same seed and instant, and another for another seed', () => {
    const again = createWorld({ seed: 'test' }).at(noon).all();
    expect(again).toEqual(world.at(noon).all());
    expect(createWorld({ seed: 'other' }).at(noon).all()).not.toEqual(again);
  });

  test('does not depend on which instants were asked for before', () => {
    fc.assert(
      fc.property(anInstant, anInstant, (before, at) => {
        world.at(before).all();
        expect(world.at(at).all()).toEqual(createWorld({ seed: 'test' }).at(at).all());
      }),
      { numRuns: 3 },
    );
  });

  test('stands still between ticks', () => {
    expect(world.at(noon)).toBe(world.at(new Date(noon.getTime() + tickMs - 1)));
  });

  test('holds about 3,700 things, each with a name of its own', () => {
    const all = world.at(noon).all();
    expect(all.length).toBeGreaterThan(3_200);
    expect(all.length).toBeLessThan(3_900);
    expect(new Set(all.map(({ fullName }) => fullName)).size).toBe(all.length);
    expect(all.map(({ fullName }) => fullName)).toContain(
      `//cloudresourcemanager.googleapis.com/organizations/${organization.number}`,
    );
  });

  test('has 64 H100 and 64 chips of TPU v5e, and something in every project', () => {
    const { resources, projects } = readTruth(world.at(noon));
    const machines = resources.filter(({ kind }) => kind === 'compute-instance').flatMap((one) => one.accelerators);
    const count = (model: string) =>
      machines.filter((group) => group.model === model).reduce((sum, group) => sum + group.count, 0);
    expect([count('NVIDIA H100'), count('Google TPU v5e')]).toEqual([64, 64]);
    expect(new Set(resources.map(({ account }) => account))).toEqual(new Set(projects.map(({ id }) => id)));
    expect(projects).toHaveLength(projectNames.length);
  });

  test('keeps every reference between disks, machines and pools, at any time', () => {
    fc.assert(
      fc.property(anInstant, (at) => {
        const snapshot = world.at(at);
        const disks = new Set(snapshot.list('disk').map(({ fullName }) => fullName));
        const machines = snapshot.list('instance');
        const names = new Set(machines.map(({ fullName }) => fullName));
        const missingDisks = machines
          .flatMap((machine) => machine.disks)
          .filter(({ fullName }) => !disks.has(fullName));
        const missingUsers = snapshot
          .list('disk')
          .flatMap(({ users }) => users)
          .filter((user) => !names.has(user));
        expect([missingDisks, missingUsers]).toEqual([[], []]);
        const subnetworks = new Set(snapshot.list('subnetwork').map(({ fullName }) => fullName));
        expect(machines.filter(({ subnetwork }) => !subnetworks.has(subnetwork))).toEqual([]);
        for (const { peers } of snapshot.list('router')) {
          for (const { over } of peers) expect(snapshot.find(over)?.fullName).toBe(over);
        }
      }),
      { numRuns: 6 },
    );
  });

  test('moves: machines and jobs come and go, what stands stays', () => {
    const namesAt = (at: Date, kind: 'instance' | 'custom-job' | 'bucket') =>
      new Set(
        world
          .at(at)
          .list(kind)
          .map(({ fullName }) => fullName),
      );
    const later = new Date(noon.getTime() + 86_400_000);
    for (const kind of ['instance', 'custom-job'] as const) {
      const [before, after] = [namesAt(noon, kind), namesAt(later, kind)];
      expect([...before].filter((name) => !after.has(name)).length).toBeGreaterThan(5);
      expect([...after].filter((name) => !before.has(name)).length).toBeGreaterThan(5);
    }
    expect(namesAt(later, 'bucket')).toEqual(namesAt(noon, 'bucket'));
  });

  test('gives labels that Google would take', () => {
    const labels = world
      .at(noon)
      .all()
      .flatMap((record) => Object.entries(record.labels));
    expect(labels.length).toBeGreaterThan(5_000);
    const refused = labels.filter(
      ([key, value]) => !/^[a-z][a-z0-9_-]{0,62}$/.test(key) || !/^[a-z0-9_-]{0,63}$/.test(value),
    );
    expect(refused).toEqual([]);
  });

  test('plays its standing incidents', () => {
    const { resources, deniedProjects } = readTruth(world.at(noon));
    const states = (kind: string) =>
      resources.filter((resource) => resource.kind === kind).map(({ nativeStatus }) => nativeStatus);
    expect(states('vpn-tunnel').filter((state) => state === 'NO_INCOMING_PACKETS')).toHaveLength(1);
    expect(states('compute-instance')).toContain('TERMINATED');
    expect(states('reservation')).toContain('FAILED');
    expect(states('node-group')).toContain('RUNNING_WITH_ERROR');
    expect(states('container-service')).toContain('CONDITION_FAILED');
    expect(deniedProjects).toEqual(['millwright-sovereign']);
  });
});
