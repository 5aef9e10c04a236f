import { drawsOf } from '../../draws';
import { machinesAt } from '../../growth';
import { regionOf } from '../geography';
import { locatedName } from '../native-names';
import type { QueuedResource, TpuNode } from '../records/platform';
import { groundOf } from './grounds';
import { type PlanContext, place } from './plan';

const project = 'training';

interface SlicePlan {
  name: string;
  zone: string;
  chips: 4 | 8 | 16;
  count: number;
  /** Asked for through the queue. */
  queued: boolean;
}

/** 48 chips of TPU v5e; another 16 stand in a node pool. */
const slices: readonly SlicePlan[] = [
  { name: 'tpu-pretrain', zone: 'us-central1-a', chips: 16, count: 2, queued: true },
  { name: 'tpu-eval', zone: 'europe-west4-b', chips: 8, count: 1, queued: true },
  { name: 'tpu-lab', zone: 'us-central1-a', chips: 4, count: 2, queued: false },
];

const topologies = { 4: '2x2', 8: '2x4', 16: '4x4' } as const;

/** TPU slices, and what is asked for in the queue: most of it there, some of it waiting, some of it refused. */
export function planTpus(context: PlanContext): void {
  for (const plan of slices) {
    for (let index = 1; index <= machinesAt(plan.count, context.scale); index++) planSlice(context, plan, index);
  }
  planQueued(context, 'tpu-burst', 'us-central1-a', 16, { state: 'WAITING_FOR_RESOURCES', failure: null });
  planQueued(context, 'tpu-ablation', 'europe-west4-b', 8, { state: 'ACCEPTED', failure: null });
}

function planSlice(context: PlanContext, { name, zone, chips, queued }: SlicePlan, index: number): void {
  const { seed, standing } = context;
  const nodeName = `${name}-${index}`;
  const fullName = locatedName('tpu', project, zone, 'nodes', nodeName);
  const draws = drawsOf(seed, 'google-cloud', 'tpu', nodeName);
  const ground = groundOf(project, regionOf(zone));
  const queuedName = `${nodeName}-request`;
  const node: TpuNode = {
    kind: 'tpu-node',
    ...place({ seed, fullName, project, location: zone, name: nodeName, team: 'foundation-models' }),
    state: 'READY',
    acceleratorType: `v5litepod-${chips}`,
    chips,
    topology: topologies[chips],
    network: ground.network,
    subnetwork: ground.subnetwork,
    addresses: Array.from({ length: Math.max(1, chips / 4) }, () => `${ground.prefix}.121.${draws.integer(2, 253)}`),
    queuedResource: queued ? queuedName : null,
  };
  standing.push(node);
  if (queued) planQueued(context, queuedName, zone, chips, { state: 'ACTIVE', failure: null, nodeId: nodeName });
}

type Standing = Pick<QueuedResource, 'state' | 'failure'> & { nodeId?: string };

function planQueued(
  { seed, standing }: PlanContext,
  name: string,
  zone: string,
  chips: number,
  { state, failure, nodeId = `${name}-node` }: Standing,
): void {
  const fullName = locatedName('tpu', project, zone, 'queuedResources', name);
  standing.push({
    kind: 'queued-resource',
    ...place({ seed, fullName, project, location: zone, name }),
    state,
    acceleratorType: `v5litepod-${chips}`,
    nodeId,
    failure,
    spot: false,
  });
}
