import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { apiResources } from './api-resources';
import { coreWeaveClusterName, createCoreWeaveCluster } from './coreweave-cluster';
import { createHallCluster, hallClusterName } from './hall-cluster';
import { readClusterTruth } from './truth';
import type { ClusterSnapshot, ClusterWorld } from './world';

const start = new Date('2026-06-15T12:00:00Z');
const hour = 3_600_000;
const later = (hours: number) => new Date(start.getTime() + hours * hour);
const clusters: [string, (seed: string, scale: number) => ClusterWorld][] = [
  [hallClusterName, createHallCluster],
  [coreWeaveClusterName, createCoreWeaveCluster],
];

const podShape = z.object({
  spec: z.object({
    nodeName: z.string(),
    containers: z.tuple([z.object({ resources: z.object({ limits: z.record(z.string(), z.string()) }) })]),
  }),
  status: z.object({ phase: z.string() }),
});
const quotaShape = z.object({ status: z.object({ used: z.record(z.string(), z.string()) }) });
const queueShape = z.object({ status: z.object({ pendingWorkloads: z.int(), admittedWorkloads: z.int() }) });
const nodeShape = z.object({ status: z.object({ allocatable: z.record(z.string(), z.string()) }) });

/** Devices asked for beyond what a node allows, by node and resource. */
function overcommitted({ list }: ClusterSnapshot): Record<string, number> {
  const free = new Map<string, number>();
  for (const node of list(apiResources.nodes)) {
    for (const [resource, amount] of Object.entries(nodeShape.parse(node.document()).status.allocatable)) {
      if (resource.includes('.com/')) free.set(`${node.name} ${resource}`, Number(amount));
    }
  }
  for (const pod of list(apiResources.pods)) {
    const { spec, status } = podShape.parse(pod.document());
    if (status.phase !== 'Running' && status.phase !== 'Pending') continue;
    for (const [resource, amount] of Object.entries(spec.containers[0].resources.limits)) {
      const place = `${spec.nodeName} ${resource}`;
      if (resource.includes('.com/')) free.set(place, (free.get(place) ?? 0) - Number(amount));
    }
  }
  return Object.fromEntries([...free].filter(([, left]) => left < 0));
}

describe.each(clusters)('the cluster %s', (name, create) => {
  const world = create('test', 1);

  test('is the same for the same seed and instant, and another for another', () => {
    const again = create('test', 1);
    again.at(later(30));
    expect(readClusterTruth(again, again.at(start))).toEqual(readClusterTruth(world, world.at(start)));
    const other = create('other', 1);
    expect(readClusterTruth(other, other.at(start))).not.toEqual(readClusterTruth(world, world.at(start)));
  });

  test('tells of pods in the words of kubectl', () => {
    const instants = Array.from({ length: 80 }, (_, index) => world.at(later(index / 40)));
    const words = new Set(
      instants.flatMap((snapshot) =>
        readClusterTruth(world, snapshot).resources.flatMap(({ kind, status, nativeStatus }) =>
          kind === 'pod' && status === 'provisioning' ? [nativeStatus] : [],
        ),
      ),
    );
    expect([...words]).toEqual(['ContainerCreating']);
  });

  test('gives everything an id of its own, under its account', () => {
    const { resources } = readClusterTruth(world, world.at(start));
    expect(new Set(resources.map(({ nativeId }) => nativeId)).size).toBe(resources.length);
    expect(resources.every(({ nativeId, account }) => nativeId.startsWith(`${name}/`) && account === name)).toBe(true);
  });

  test('never hands out more devices of a node than it allows', () => {
    for (let step = 0; step < 8; step++) expect(overcommitted(world.at(later(step * 2.7)))).toEqual({});
  });

  test('counts in quotas and queues what pods hold and who waits', () => {
    for (let step = 0; step < 6; step++) {
      const { list } = world.at(later(step * 3.1));
      const held = new Map<string, number>();
      for (const pod of list(apiResources.pods)) {
        const { spec, status } = podShape.parse(pod.document());
        if (status.phase !== 'Running' && status.phase !== 'Pending') continue;
        const devices = Number(spec.containers[0].resources.limits['nvidia.com/gpu'] ?? '0');
        held.set(pod.namespace ?? '', (held.get(pod.namespace ?? '') ?? 0) + devices);
      }
      for (const quota of list(apiResources.resourceQuotas)) {
        const used = quotaShape.parse(quota.document()).status.used['requests.nvidia.com/gpu'];
        expect([quota.key, Number(used)]).toEqual([quota.key, held.get(quota.namespace ?? '') ?? 0]);
      }
      const workloads = list(apiResources.workloads).map((thing) => thing.facts()?.nativeStatus);
      const queues = list(apiResources.clusterQueues).map((queue) => queueShape.parse(queue.document()).status);
      const total = (key: 'pendingWorkloads' | 'admittedWorkloads') =>
        queues.reduce((sum, status) => sum + status[key], 0);
      expect(total('pendingWorkloads')).toBe(workloads.filter((word) => word === 'Pending').length);
      expect(total('admittedWorkloads')).toBe(workloads.filter((word) => word === 'Admitted').length);
    }
  });

  test('changes, and no version goes back', () => {
    const versions = new Map<string, number>();
    const wrong: string[] = [];
    let changed = 0;
    for (let step = 0; step < 30; step++) {
      const snapshot = world.atTick(world.at(start).tick + step);
      for (const type of world.types) {
        for (const { key, version } of snapshot.list(type)) {
          const place = `${type.plural} ${key}`;
          const before = versions.get(place);
          if (version > snapshot.tick || (before !== undefined && version < before)) wrong.push(place);
          if (before !== undefined && before !== version) changed++;
          versions.set(place, version);
        }
      }
    }
    expect(wrong).toEqual([]);
    expect(changed).toBeGreaterThan(0);
  });

  test('always has a node that is down, one cordoned and one that withholds a device', () => {
    const nodes = readClusterTruth(world, world.at(start)).resources.filter(({ kind }) => kind === 'cluster-node');
    const statuses = nodes.map(({ status, nativeStatus }) => `${status} ${nativeStatus}`);
    expect(statuses).toContain('failed NotReady');
    expect(statuses).toContain('degraded Ready,SchedulingDisabled');
    expect(statuses).toContain('degraded Ready');
  });

  test('grows with the scale, its machines slower', () => {
    const count = (scale: number, kind: string) => {
      const grown = create('test', scale);
      return readClusterTruth(grown, grown.at(start)).resources.filter((each) => each.kind === kind).length;
    };
    expect(count(2, 'cluster-node')).toBe(count(1, 'cluster-node') * 2);
    expect(count(2, 'volume')).toBe(count(1, 'volume') * 2);
    expect(count(2, 'pod')).toBeGreaterThan(count(1, 'pod') * 1.7);
  });
});

test('the hall has what its plan says, and CoreWeave two racks of 72 devices', () => {
  const models = (world: ClusterWorld) => {
    const totals: Record<string, number> = {};
    for (const { kind, accelerators } of readClusterTruth(world, world.at(start)).resources) {
      if (kind !== 'cluster-node') continue;
      for (const { model, count } of accelerators) totals[model] = (totals[model] ?? 0) + count;
    }
    return totals;
  };
  expect(models(createHallCluster('test', 1))).toEqual({ 'NVIDIA H100': 64, 'AMD MI300X': 8 });
  expect(models(createCoreWeaveCluster('test', 1))).toEqual({ 'NVIDIA GB200': 144 });
});
