import type { RequestedAccelerators } from '@/lib/domain/workload';
import { type NodeSelection, toRequiredLabels } from '../objects/node-selection';
import type { Quantities } from '../objects/object-schema';
import { countOf, deviceResources, isAmdWholeResource } from './accelerator-resources';
import { modelOf, servesSlicesAsDevices, sharesOf } from './to-node-accelerators';

/**
 * What pods ask for, `pods` of them alike (null: their number is not told). A device is of any model unless the nodes
 * they may stand on are all labelled with one. Slices and shares go by the name of their resource: how many whole devices
 * they come to is not told. `nodeLabels`: of the node a pod stands on, which say whether devices are shared; null
 * before it has one.
 */
export function toRequested(
  request: Quantities,
  selection: NodeSelection,
  { pods, nodeLabels }: { pods: number | null; nodeLabels: Readonly<Record<string, string>> | null },
): RequestedAccelerators[] {
  const ways = toRequiredLabels(selection);
  return Object.keys(request).map((resource) => {
    if (!isWholeDevice(resource)) return { model: resource, count: null };
    const each = ways.some((labels) => isParted(resource, labels)) ? null : countOf(request, resource);
    const whole = nodeLabels !== null && isParted(resource, nodeLabels) ? null : each;
    return {
      model: modelIn(resource, ways),
      count: whole === null || pods === null ? null : whole * pods,
    };
  });
}

/** Sums of the same model; not told as soon as one is not. */
export function addRequested(requests: readonly RequestedAccelerators[]): RequestedAccelerators[] {
  return [...Map.groupBy(requests, ({ model }) => model)].map(([model, alike]) => ({
    model,
    count: alike.reduce<number | null>((sum, { count }) => (sum === null || count === null ? null : sum + count), 0),
  }));
}

function isWholeDevice(resource: string): boolean {
  return deviceResources.some((device) => device === resource) || isAmdWholeResource(resource);
}

function isParted(resource: string, labels: Readonly<Record<string, string>>): boolean {
  return servesSlicesAsDevices(resource, labels) || (resource === 'nvidia.com/gpu' && sharesOf(labels) !== 1);
}

/** The one model that all ways come to. Where one leaves it open, any of NVIDIA's; of the others, by their resource's name. */
function modelIn(resource: string, ways: readonly Readonly<Record<string, string>>[]): string | null {
  const anyModel = modelOf(resource, {});
  const [only = anyModel, ...others] = new Set(ways.map((labels) => modelOf(resource, labels)));
  if (others.length === 0 && only !== anyModel) return only;
  return resource === 'nvidia.com/gpu' ? null : resource;
}
