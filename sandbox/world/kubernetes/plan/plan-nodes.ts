import { apiResources } from '../api-resources';
import { type Facts, makeThing, type Thing, timestamp } from '../thing';
import type { ClusterNode } from './cluster-node';
import { type ClusterContext, clusterDraws, identify } from './context';
import { type Cycle, drawCycle, troubleAt } from './life';

/** How long a flapping node is away each time: not long enough for its pods to be driven off. */
const flapMs = 4 * 60_000;
/** When the nodes that are down for good went down, after they were made. */
const downAfterMs = 40 * 24 * 3_600_000;

/** Stands the machines up as nodes. */
export function planNodes(context: ClusterContext, nodes: readonly ClusterNode[]): void {
  const steady = nodes.filter(({ health }) => health !== 'flapping');
  for (const node of steady) {
    const isReady = node.health === 'ready';
    context.plan.stand(toThing(context, node, isReady, isReady ? node.createdMs : node.createdMs + downAfterMs));
  }
  for (const node of nodes.filter(({ health }) => health === 'flapping')) {
    const cycle = drawCycle(clusterDraws(context, 'flap', node.name), 6 * 60, 8 * 60);
    context.plan.add(apiResources.nodes, (nowMs) => [flap(context, node, cycle, nowMs)]);
  }
}

function flap(context: ClusterContext, node: ClusterNode, cycle: Cycle, nowMs: number): Thing {
  const { isOn, changedMs } = troubleAt(cycle, flapMs, nowMs);
  return toThing(context, node, !isOn, changedMs);
}

function toThing(context: ClusterContext, node: ClusterNode, isReady: boolean, changedMs: number): Thing {
  return makeThing({
    ...identify(context, apiResources.nodes, null, node.name, node.createdMs),
    changedMs,
    labels: node.labels,
    annotations: node.annotations,
    body: () => bodyOf(context, node, isReady, changedMs),
    facts: () => factsOf(node, isReady),
  });
}

function factsOf(node: ClusterNode, isReady: boolean): Facts {
  const { gpus, isCordoned, withheldGpus, zone, size } = node;
  return {
    kind: 'cluster-node',
    status: !isReady ? 'failed' : isCordoned || withheldGpus > 0 ? 'degraded' : 'active',
    nativeStatus: `${isReady ? 'Ready' : 'NotReady'}${isCordoned ? ',SchedulingDisabled' : ''}`,
    zone,
    size,
    accelerators: gpus ? [{ model: gpus.model, count: gpus.count, memoryBytes: gpus.memoryBytes }] : [],
  };
}

function bodyOf(context: ClusterContext, node: ClusterNode, isReady: boolean, changedMs: number) {
  const since = timestamp(changedMs);
  const draws = clusterDraws(context, 'node', node.name);
  return {
    spec: {
      podCIDR: `10.${draws.integer(200, 250)}.${draws.integer(0, 255)}.0/24`,
      ...(node.isCordoned && { unschedulable: true }),
      ...taintsOf(node, isReady, since),
    },
    status: {
      capacity: resourcesOf(node, 0, 0),
      allocatable: resourcesOf(node, node.withheldGpus, 0.04),
      conditions: conditionsOf(isReady, since, timestamp(node.createdMs)),
      addresses: [
        { type: 'InternalIP', address: node.address },
        { type: 'Hostname', address: node.name },
      ],
      daemonEndpoints: { kubeletEndpoint: { Port: 10250 } },
      nodeInfo: {
        machineID: draws.hex(32),
        systemUUID: draws.hex(32),
        bootID: draws.hex(32),
        kernelVersion: '6.8.0-60-generic',
        osImage: 'Ubuntu 24.04.2 LTS',
        containerRuntimeVersion: 'containerd://2.0.5',
        kubeletVersion: node.kubeletVersion,
        kubeProxyVersion: '',
        operatingSystem: 'linux',
        architecture: node.architecture,
      },
    },
  };
}

function taintsOf({ taints, isCordoned }: ClusterNode, isReady: boolean, since: string) {
  const all = [
    ...taints,
    ...(isCordoned ? [{ key: 'node.kubernetes.io/unschedulable', effect: 'NoSchedule' }] : []),
    ...(isReady ? [] : ['NoSchedule', 'NoExecute']).map((effect) => ({
      key: 'node.kubernetes.io/unreachable',
      effect,
      timeAdded: since,
    })),
  ];
  return all.length === 0 ? {} : { taints: all };
}

/** Capacity or, less what is withheld and reserved, what may be allocated. */
function resourcesOf({ cores, memoryMiB, gpus }: ClusterNode, withheld: number, reserved: number) {
  const resources: Record<string, string> = {
    cpu: reserved > 0 ? `${Math.floor(cores * (1 - reserved) * 1000)}m` : String(cores),
    memory: `${Math.floor(memoryMiB * (1 - reserved)) * 1024}Ki`,
    'ephemeral-storage': reserved > 0 ? '3400012345678' : '3748905484Ki',
    'hugepages-1Gi': '0',
    'hugepages-2Mi': '0',
    pods: '250',
  };
  if (gpus) {
    resources[gpus.resource] = String(gpus.count - (gpus.slices?.devices ?? 0) - withheld);
    if (gpus.slices) {
      resources[`nvidia.com/mig-${gpus.slices.profile}`] = String(gpus.slices.devices * gpus.slices.perDevice);
    }
  }
  return resources;
}

function conditionsOf(isReady: boolean, since: string, created: string) {
  const pressures = [
    ['MemoryPressure', 'KubeletHasSufficientMemory', 'kubelet has sufficient memory available'],
    ['DiskPressure', 'KubeletHasNoDiskPressure', 'kubelet has no disk pressure'],
    ['PIDPressure', 'KubeletHasSufficientPID', 'kubelet has sufficient PID available'],
  ].map(([type, reason, message]) => ({
    type,
    status: isReady ? 'False' : 'Unknown',
    lastHeartbeatTime: since,
    lastTransitionTime: isReady ? created : since,
    reason: isReady ? reason : 'NodeStatusUnknown',
    message: isReady ? message : 'Kubelet stopped posting node status.',
  }));
  const ready = {
    type: 'Ready',
    status: isReady ? 'True' : 'Unknown',
    lastHeartbeatTime: since,
    lastTransitionTime: since,
    reason: isReady ? 'KubeletReady' : 'NodeStatusUnknown',
    message: isReady ? 'kubelet is posting ready status' : 'Kubelet stopped posting node status.',
  };
  return [...pressures, ready];
}
