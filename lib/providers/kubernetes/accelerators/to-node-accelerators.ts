import type { Accelerator } from '@/lib/domain/resource';
import type { Quantities } from '../objects/object-schema';
import {
  countOf,
  isAmdPartResource,
  isAmdWholeResource,
  isSliceResource,
  sharedResource,
} from './accelerator-resources';
import { toAmdModel, toNvidiaModel, toTpuModel } from './to-model';

type Labels = Readonly<Record<string, string>>;

/**
 * The whole devices of a node, from what it has (`capacity`, null when it does not say) and what its labels say of them.
 * Null when there are some, but slices or shares hide how many.
 */
export function toNodeAccelerators(labels: Labels, capacity: Quantities | null): Accelerator[] | null {
  if (capacity === null) return null;
  const groups = [toNvidia(labels, capacity), toAmd(labels, capacity), toTpu(labels, capacity)];
  const known = groups.filter((group) => group !== null);
  return known.length === groups.length ? known.filter(({ count }) => count > 0) : null;
}

/** The model of a device resource on a node. */
export function modelOf(resource: string, labels: Labels): string {
  if (resource.startsWith('amd.com/')) return toAmdModel(labels);
  return resource === 'google.com/tpu' ? toTpuModel(labels) : toNvidiaModel(labels);
}

/**
 * Whether the node's devices are parts of ones under the name of whole ones: MIG's strategy `single`, as NVIDIA's labels
 * or GKE's tell it, the virtual GPUs of a virtual machine, or AMD's naming strategy `single`.
 */
export function servesSlicesAsDevices(resource: string, labels: Labels): boolean {
  if (resource === 'amd.com/gpu') return /^[a-rt-z]px/i.test(labels['amd.com/compute-memory-partition'] ?? '');
  if (resource !== 'nvidia.com/gpu') return false;
  if (labels['cloud.google.com/gke-gpu-partition-size'] || labels['nvidia.com/vgpu.present'] === 'true') return true;
  return labels['nvidia.com/mig.strategy'] === 'single' && /-MIG-/i.test(labels['nvidia.com/gpu.product'] ?? '');
}

/** Who says how many shares are made of one device: NVIDIA's device plugin, or GKE's. */
const shareLabels = ['nvidia.com/gpu.replicas', 'cloud.google.com/gke-max-shared-clients-per-gpu'];

/** How many shares are made of one device; 1 when it is not shared, null when the labels do not say. */
export function sharesOf(labels: Labels): number | null {
  const text = shareLabels.map((label) => labels[label]).find((each) => each !== undefined);
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
  // Labelled as devices but served as none: their plugin is down, or a driver hands them out another way.
  if (listed + shared === 0 && !hasSlices) return toCount(labels['nvidia.com/gpu.count']) ? null : 0;
  if (servesSlicesAsDevices('nvidia.com/gpu', labels)) return null;
  // With slices beside them the listed ones are only the undivided; the label counts the board's devices.
  if (hasSlices) return toCount(labels['nvidia.com/gpu.count']);
  const shares = sharesOf(labels);
  const whole = shares === null ? Number.NaN : (listed + shared) / shares;
  return Number.isInteger(whole) ? whole : toCount(labels['nvidia.com/gpu.count']);
}

function toAmd(labels: Labels, capacity: Quantities): Accelerator | null {
  const count = toAmdCount(labels, capacity);
  if (count === null) return null;
  const [, gibibytes] = /^(\d+)G$/i.exec(labels['amd.com/gpu.vram'] ?? '') ?? [];
  const memoryBytes = gibibytes === undefined ? null : Number(gibibytes) * 2 ** 30;
  return { model: toAmdModel(labels), count, memoryBytes };
}

function toAmdCount(labels: Labels, capacity: Quantities): number | null {
  const has = (name: string) => countOf(capacity, name) !== 0;
  if (Object.keys(capacity).some((name) => isAmdPartResource(name) && has(name))) return null;
  if (servesSlicesAsDevices('amd.com/gpu', labels) && has('amd.com/gpu')) return null;
  const names = ['amd.com/gpu', ...Object.keys(capacity).filter(isAmdWholeResource)];
  const counts = names.map((name) => countOf(capacity, name));
  return counts.reduce((sum, count) => (sum === null || count === null ? null : sum + count), 0);
}

function toTpu(labels: Labels, capacity: Quantities): Accelerator | null {
  const count = countOf(capacity, 'google.com/tpu');
  return count === null ? null : { model: toTpuModel(labels), count, memoryBytes: null };
}

function toCount(text: string | undefined): number | null {
  return text !== undefined && /^\d{1,9}$/.test(text) ? Number(text) : null;
}
