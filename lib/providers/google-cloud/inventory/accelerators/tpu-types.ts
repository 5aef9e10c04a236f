import type { Accelerator } from '@/lib/domain/resource';

interface TpuGeneration {
  /** How the field writes it. */
  model: string;
  /** Memory of one chip in gibibytes. */
  gibibytes: number;
  /** What the number in an accelerator type counts: chips, or TensorCores, of which a chip has two. */
  counts: 'chips' | 'cores' | 'unclear';
}

/** By what an accelerator type begins with, and the types of `acceleratorConfig`, as documented under "TPU architecture". */
const generations = new Map<string, TpuGeneration>([
  ['v2', { model: 'Google TPU v2', gibibytes: 16, counts: 'cores' }],
  ['v3', { model: 'Google TPU v3', gibibytes: 32, counts: 'cores' }],
  ['v4', { model: 'Google TPU v4', gibibytes: 32, counts: 'cores' }],
  ['v5p', { model: 'Google TPU v5p', gibibytes: 95, counts: 'cores' }],
  ['v5litepod', { model: 'Google TPU v5e', gibibytes: 16, counts: 'chips' }],
  ['v6e', { model: 'Google TPU v6e', gibibytes: 32, counts: 'chips' }],
  ['tpu7x', { model: 'Google TPU7x', gibibytes: 192, counts: 'unclear' }],
]);
const configTypes: Record<string, string> = {
  V2: 'v2',
  V3: 'v3',
  V4: 'v4',
  V5P: 'v5p',
  V5LITE_POD: 'v5litepod',
  V6E: 'v6e',
  TPU7X: 'tpu7x',
};
/** TPU machine types of Compute Engine and GKE, without their number of chips. */
const machineFamilies = new Map<string, string>([
  ['ct3-hightpu', 'v3'],
  ['ct3p-hightpu', 'v3'],
  ['ct4p-hightpu', 'v4'],
  ['ct5l-hightpu', 'v5litepod'],
  ['ct5lp-hightpu', 'v5litepod'],
  ['ct5p-hightpu', 'v5p'],
  ['ct6e-standard', 'v6e'],
  ['tpu7x-standard', 'tpu7x'],
]);

/** The chips of a TPU slice. Null when the type or its number of chips is not known. */
export function toTpuChips(
  acceleratorType: string | undefined,
  config: { type?: string | undefined; topology?: string | undefined } | undefined,
): Accelerator[] | null {
  const [prefix, number] = (acceleratorType ?? '').split('-');
  const generation = generations.get(prefix ?? '') ?? generations.get(configTypes[config?.type ?? ''] ?? '');
  if (generation === undefined) return null;
  const chips = chipsOfTopology(config?.topology) ?? chipsOfNumber(generation, number);
  return chips === null ? null : [toChips(generation, chips)];
}

/** The chips of a TPU machine type such as `ct5lp-hightpu-4t`; undefined when it is none. */
export function toMachineChips(machineType: string): Accelerator[] | undefined {
  const [, family, chips] = /^(.+)-(\d+)t$/.exec(machineType) ?? [];
  const generation = generations.get(machineFamilies.get(family ?? '') ?? '');
  return generation === undefined ? undefined : [toChips(generation, Number(chips))];
}

function toChips({ model, gibibytes }: TpuGeneration, count: number): Accelerator {
  return { model, count, memoryBytes: gibibytes * 2 ** 30 };
}

function chipsOfTopology(topology: string | undefined): number | null {
  if (topology === undefined || !/^\d{1,3}(x\d{1,3}){0,2}$/.test(topology)) return null;
  return topology.split('x').reduce((chips, side) => chips * Number(side), 1);
}

function chipsOfNumber({ counts }: TpuGeneration, number: string | undefined): number | null {
  if (number === undefined || !/^\d{1,6}$/.test(number) || counts === 'unclear') return null;
  const chips = counts === 'cores' ? Number(number) / 2 : Number(number);
  return Number.isInteger(chips) && chips > 0 ? chips : null;
}
