import type { Accelerator } from '@/lib/domain/resource';
import type { Quantities } from '../objects/object-schema';
import { countOf, isSliceResource, sharedResource } from './accelerator-resources';
import { toAmdModel, toNvidiaModel, toTpuModel } from './to-model';

type Labels = Readonly<Record<string, string>>;

/**
 * The whole devices of a node, from what it has (`capacity`) and what its labels say of them. Null when there are
 * some, but slices or shares hide how many.
 */
export function toNodeAccelerators(labels: Labels, capacity: Quantities): Accelerator[] | null {
  const groups = [toNvidia(labels, capacity), toAmd(labels, capacity), toTpu(labels, capacity)];
  const known = groups.filter((group) => group !== null);
  return known.length === groups.length ? known.filter(({ count }) => count > 0) : null;
}

/** The model of a device resource on a node. */
export function modelOf(resource: string, labels: Labels): string {
  if (resource === 'amd.com/gpu') return toAmdModel(labels);
  return resource === 'google.com/tpu' ? toTpuModel(labels) : toNvidiaModel(labels);
}

/** Whether the node's `nvidia.com/gpu` are slices of partitioned devices: MIG's strategy `single`. */
export function servesSlicesAsDevices(labels: Labels): boolean {
  return labels['nvidia.com/mig.strategy'] === 'single' && /-MIG-/i.test(labels['nvidia.com/gpu.product'] ?? '');
}

/** How many shares are made of one device; 1 when it is not shared, null when the labels do not say. */
export function sharesOf(labels: Labels): number | null {
  const text = labels['nvidia.com/gpu.replicas'];
  if (text === undefined || text === '0') return 1;
  const shares = toCount(text);
  return shares === null || shares === 0 ? null : shares;
}

function toNvidia(labels: Labels, capacity: Quantities): Accelerator | null {
  const count = toNvidiaCount(labels, capacity);
  if (count === null) return null;
  const mebibytes = toCount(labels['nvidia.com/gpu.memory']);
  const memoryBytes = mebibytes === null ? null : mebibytes * 2 ** 20;
  return { model: toNvidiaModel(labels), count, memoryBytes };
}

function toNvidiaCount(labels: Labels, capacity: Quantities): number | null {
  const listed = countOf(capacity, 'nvidia.com/gpu');
  const shared = countOf(capacity, sharedResource);
  const hasSlices = Object.keys(capacity).some((name) => isSliceResource(name) && countOf(capacity, name) !== 0);
  if (listed === null || shared === null) return null;
  if (listed + shared === 0 && !hasSlices) return 0;
  if (servesSlicesAsDevices(labels)) return null;
  // With slices beside them the listed ones are only the undivided; the label counts the board's devices.
  if (hasSlices) return toCount(labels['nvidia.com/gpu.count']);
  const shares = sharesOf(labels);
  const whole = shares === null ? Number.NaN : (listed + shared) / shares;
  return Number.isInteger(whole) ? whole : toCount(labels['nvidia.com/gpu.count']);
}

function toAmd(labels: Labels, capacity: Quantities): Accelerator | null {
  const count = countOf(capacity, 'amd.com/gpu');
  if (count === null) return null;
  const [, gibibytes] = /^(\d+)G$/i.exec(labels['amd.com/gpu.vram'] ?? '') ?? [];
  const memoryBytes = gibibytes === undefined ? null : Number(gibibytes) * 2 ** 30;
  return { model: toAmdModel(labels), count, memoryBytes };
}

function toTpu(labels: Labels, capacity: Quantities): Accelerator | null {
  const count = countOf(capacity, 'google.com/tpu');
  return count === null ? null : { model: toTpuModel(labels), count, memoryBytes: null };
}

function toCount(text: string | undefined): number | null {
  return text !== undefined && /^\d{1,9}$/.test(text) ? Number(text) : null;
}
