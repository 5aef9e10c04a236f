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
    nodeName: z.string().optional(),
    containers: z.tuple([z.object({ resources: z.object({ limits: z.record(z.string(), z.string()) }) })]),
  }),
  status: z.object({ phase: z.string() }),
});
const pendingShape = z.object({
  metadata: z.object({ ownerReferences: z.tuple([z.object({ kind: z.literal('Job'), name: z.string() })]) }),
  spec: z.record(z.string(), z.unknown()),
  status: z.object({
    conditions: z.tuple([
      z.object({
        type: z.literal('PodScheduled'),
        status: z.literal('False'),
        reason: z.literal('Unschedulable'),
        message: z.string(),
      }),
    ]),
  }),
});
const flavorShape = z.object({
  spec: z.object({
    resourceGroups: z.array(
      z.object({
        flavors: z.tuple([
          z.object({ name: z.string(), resources: z.tuple([z.object({ nominalQuota: z.string() })]) }),
        ]),
      }),
    ),
  }),
  status: z.object({
    conditions: z.tuple([z.object({ status: z.string() })]),
    flavorsUsage: z.array(z.object({ resources: z.tuple([z.object({ total: z.string() })]) })),
  }),
});
const workloadShape = z.object({
  spec: z.object({
    podSets: z.array(
      z.object({
        count: z.int(),
        template: z.object({
          spec: z.object({
            containers: z.tuple([z.object({ resources: z.object({ requests: z.record(z.string(), z.string()) }) })]),
          }),
        }),
      }),
    ),
  }),
  status: z.object({
    conditions: z.tuple([z.object({ type: z.string(), status: z.string(), message: z.string() })], z.unknown()),
  }),
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
    if (spec.nodeName === undefined || (status.phase !== 'Running' && status.phase !== 'Pending')) continue;
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
    expect([...words].sort()).toEqual(['ContainerCreating', 'Pending']);
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

  test('says of pods that no node takes what kept each node, as of the scheduler’s last attempt', () => {
    for (let step = 0; step < 6; step++) {
      const { list } = world.at(later(step * 5.3));
      const nodes = list(apiResources.nodes).length;
      const waiting = list(apiResources.pods).filter((pod) => pod.facts()?.nativeStatus === 'Pending');
      expect(waiting.length).toBeGreaterThan(2);
      for (const pod of waiting) {
        const { metadata, spec, status } = pendingShape.parse(pod.document());
        expect(spec).not.toHaveProperty('nodeName');
        const [{ message }] = status.conditions;
        const [, kept = '', preempted = ''] =
          /^0\/\d+ nodes are available: (.+)\. preemption: 0\/\d+ nodes are available: (.+)\.$/.exec(message) ?? [];
        expect(message.startsWith(`0/${nodes} nodes are available: `)).toBe(true);
        const counted = (text: string) =>
          text.split(', ').reduce((sum, part) => sum + Number(/^\d+/.exec(part)?.[0]), 0);
        // A node may lack more than one resource.
        expect(counted(kept)).toBeGreaterThanOrEqual(nodes);
        expect(counted(preempted)).toBe(nodes);
        const owner = list(apiResources.jobs).find(
          ({ key }) => key === `${pod.namespace}/${metadata.ownerReferences[0].name}`,
        );
        expect(owner?.createdMs).toBe(pod.createdMs);
      }
    }
  });

  test('says of workloads that wait how much is missing, and never gives out more than there is', () => {
    const messages = new Set<string>();
    for (let step = 0; step < 8; step++) {
      const { list } = world.at(later(step * 3.3));
      const flavors = new Map<string, { total: number; used: number }>();
      for (const queue of list(apiResources.clusterQueues)) {
        const { spec, status } = flavorShape.parse(queue.document());
        if (status.conditions[0].status !== 'True') continue;
        for (const [place, { flavors: own }] of spec.resourceGroups.entries()) {
          const [{ name: flavor, resources }] = own;
          const known = flavors.get(flavor) ?? { total: 0, used: 0 };
          const total = known.total + Number(resources[0].nominalQuota);
          const used = known.used + Number(status.flavorsUsage[place]?.resources[0].total);
          flavors.set(flavor, { total, used });
        }
      }
      for (const { total, used } of flavors.values()) expect(used).toBeLessThanOrEqual(total);
      for (const workload of list(apiResources.workloads)) {
        const { spec, status } = workloadShape.parse(workload.document());
        const [{ type, status: met, message }] = status.conditions;
        if (type !== 'QuotaReserved' || met !== 'False') continue;
        messages.add(message.replace(/\d+/g, '#').replace(/(?<=ClusterQueue )\S+/, 'Q'));
        const asked = spec.podSets.reduce((sum, { count, template }) => {
          const [each] = Object.values(template.spec.containers[0].resources.requests);
          return sum + count * Number(each);
        }, 0);
        const capacity = /> maximum capacity \((\d+)\)$/.exec(message)?.[1];
        if (capacity !== undefined) expect(asked).toBeGreaterThan(Number(capacity));
        const missing = /, (\d+) more needed$/.exec(message)?.[1];
        if (missing !== undefined) expect(Number(missing)).toBeLessThanOrEqual(asked);
      }
    }
    const told = [...messages].sort().map((message) => message.split(' ').slice(0, 9).join(' '));
    expect(new Set(told)).toEqual(
      new Set([
        'ClusterQueue Q is inactive',
        'Workload no longer fits after processing another workload',
        "couldn't assign flavors to pod set main: insufficient quota",
        "couldn't assign flavors to pod set main: insufficient unused",
        ...told.filter((each) => each.includes('pod set master') || each.includes('pod set worker')),
      ]),
    );
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
