import type { GpuResource } from '@/lib/domain/gpu/gpu-resource';
import type { Workload } from '@/lib/domain/workload';
import { finishAtOnce } from '../steps';
import { type AssembledNode, assembleFleet } from './assemble-fleet';
import type { FleetSample } from './fleet-sample';
import { type GatheredSamples, gatherSamples } from './gather-samples';
import { IdentitySet } from './identity-set';
import type { InventoryTrust } from './inventory-trust';
import { DevicePlaces } from './place-devices';
import { planFleet } from './plan-fleet';
import { WorkOnHosts } from './work-on-hosts';

export const testNow = new Date('2026-11-22T12:00:00Z');
const minute = 60_000;

/** A cluster's node with eight devices, unremarkable but for what is given. */
export function toTestResource(id: string, rest: Partial<GpuResource> = {}): GpuResource {
  return {
    id,
    kind: 'cluster-node',
    provider: 'kubernetes',
    connectionId: 'cluster',
    nativeId: `hall/nodes/${id}`,
    name: id,
    account: 'hall',
    region: 'global',
    site: 'munich',
    team: null,
    owner: null,
    status: 'active',
    nativeStatus: 'Ready',
    accelerators: [{ model: 'NVIDIA H100', count: 8, memoryBytes: null }],
    gpuModel: 'NVIDIA H100',
    gpuCount: 8,
    machine: null,
    tags: {},
    workload: null,
    alias: null,
    lastSeenAt: testNow,
    ...rest,
  };
}

/** A pod that has devices of a node. */
export function toTestPod(
  name: string,
  node: string,
  count: number | null,
  rest: Partial<GpuResource> = {},
): GpuResource {
  const workload: Workload = {
    state: 'running',
    reason: null,
    queue: null,
    namespace: 'research',
    submitter: null,
    account: null,
    priority: null,
    requested: null,
    holdings: [{ node, count, indexes: null }],
    submittedAt: null,
    eligibleAt: null,
    startedAt: null,
    endedAt: null,
    timeLimitMs: null,
    expectedStartAt: null,
    controller: null,
    storage: [],
  };
  const nativeId = `hall/pods/research/${name}`;
  return toTestResource(`pod-${name}`, { kind: 'pod', nativeId, name, gpuCount: count, workload, ...rest });
}

/** The newest sample of a device's series: how busy it is by the multiprocessors, unless said otherwise. */
export function toTestSample(
  attributes: Record<string, string>,
  rest: Partial<Omit<FleetSample['series'], 'attributes'> & { minutesAgo: number; value: number }> = {},
): FleetSample {
  const { minutesAgo = 1, value = 0.5, ...series } = rest;
  return {
    series: {
      connectionId: 'metrics',
      metric: 'gpu.sm.active',
      definition: 'DCGM_FI_PROF_SM_ACTIVE',
      subject: 'accelerator',
      attributes,
      ...series,
    },
    at: new Date(testNow.getTime() - minutesAgo * minute),
    value,
  };
}

export const trusting: InventoryTrust = {
  isExpired: () => false,
  listingOf: () => ({ isWhole: true, readAt: new Date(0) }),
};

/** Puts a fleet together as the console does, with sources that are read every minute. */
export function assembleTestFleet(
  resources: readonly GpuResource[],
  samples: readonly FleetSample[],
  trust: InventoryTrust = trusting,
): { nodes: AssembledNode[]; unplaced: GatheredSamples['unplaced'] } {
  const { machines } = planFleet(resources);
  const identities = new IdentitySet();
  for (const { series, at } of samples) identities.add(series, at, testNow);
  const places = new DevicePlaces(machines, identities);
  const maxAges = new Map(samples.map(({ series }) => [series.connectionId, 6 * minute]));
  const { signs, unplaced } = finishAtOnce(
    gatherSamples(samples, places, { now: testNow, maxAges, isFrozen: () => false }),
  );
  return { nodes: finishAtOnce(assembleFleet(machines, places, new WorkOnHosts(resources), signs, trust)), unplaced };
}
