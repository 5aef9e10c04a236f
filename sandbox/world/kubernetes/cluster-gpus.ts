import { drawsOf } from '../draws';
import type { GpuTenancy } from '../gpus/device';
import { drawWork } from '../gpus/draw-work';
import { mergeTenancies } from '../gpus/merge-tenancies';
import type { ClusterNode } from './plan/cluster-node';
import type { DeviceClaim } from './plan/device-claim';
import type { ClusterWorld } from './world';

/** Who has each device of each node when, by the node's name, in order of the devices. */
export function planClusterTenancies(seed: string, { name, claims }: ClusterWorld): Map<string, GpuTenancy[]> {
  const byNode = new Map<ClusterNode, DeviceClaim[]>();
  for (const claim of claims) {
    const known = byNode.get(claim.node);
    if (known) known.push(claim);
    else byNode.set(claim.node, [claim]);
  }
  return new Map(
    [...byNode].map(([node, own]) => [node.name, tenanciesOf(node, own, (path) => drawsOf(seed, name, ...path))]),
  );
}

type DrawsAt = (path: readonly (string | number)[]) => ReturnType<typeof drawsOf>;

/** Whole devices are given out from the first, slices are of the last. */
function tenanciesOf(node: ClusterNode, claims: readonly DeviceClaim[], drawsAt: DrawsAt): GpuTenancy[] {
  const { count, slices } = node.gpus ?? { count: 0, slices: null };
  const whole = claims.filter(({ claim }) => claim.resource === node.gpus?.resource);
  const sliced = claims.filter((claim) => !whole.includes(claim));
  const cutDevices = slices?.devices ?? 0;
  const perDevice = slices?.perDevice ?? 1;
  const tenancies: GpuTenancy[][] = Array.from({ length: count }, () => []);
  let next = 0;
  for (const claim of whole) {
    for (let device = 0; device < claim.claim.count; device++, next++)
      tenancies[next]?.push(toTenancy(claim, { weight: 1, slice: null }, drawsAt, [node.name, next]));
  }
  if (next > count - cutDevices) throw new RangeError(`More devices of ${node.name} are claimed than it has.`);
  for (const [place, claim] of sliced.entries()) {
    const slice = place % perDevice;
    const device = count - cutDevices + Math.floor(place / perDevice);
    tenancies[device]?.push(toTenancy(claim, { weight: 1 / perDevice, slice }, drawsAt, [node.name, device, slice]));
  }
  return tenancies.map(mergeTenancies);
}

function toTenancy(
  { stayAt, purpose }: DeviceClaim,
  part: { weight: number; slice: number | null },
  drawsAt: DrawsAt,
  place: readonly (string | number)[],
): GpuTenancy {
  return (ms) => {
    const { fromMs, untilMs, holder } = stayAt(ms);
    if (holder === null) return { fromMs, untilMs, parts: [] };
    const key = `${holder.namespace}/${holder.name}/${part.slice ?? ''}`;
    // Pods of a device that is in use differ, so what each does is drawn from its own name.
    const work = drawWork(drawsAt(['gpu-work', key]), purpose);
    return { fromMs, untilMs, parts: [{ key: `${place.join('/')}/${key}`, holder, work, ...part }] };
  };
}
