/** What a machine with GPUs is made of, as "GPU machine types" of Compute Engine's documentation says. */
export interface GpuMachine {
  /** The accelerator's type, `nvidia-h100-80gb`. */
  gpu: string;
  count: number;
  /** The family as SKUs of cores and memory name it. */
  family: string;
  cores: number;
  /** In gibibytes. */
  memory: number;
}

type Size = [name: string, count: number, cores: number, memory: number];
const family = (name: string, gpu: string, sizes: readonly Size[]): [string, GpuMachine][] =>
  sizes.map(([size, count, cores, memory]) => [size, { gpu, count, family: name, cores, memory }]);

/** By machine type. */
export const gpuMachines: ReadonlyMap<string, GpuMachine> = new Map([
  ...family('A2', 'nvidia-tesla-a100', [
    ['a2-highgpu-1g', 1, 12, 85],
    ['a2-highgpu-2g', 2, 24, 170],
    ['a2-highgpu-4g', 4, 48, 340],
    ['a2-highgpu-8g', 8, 96, 680],
    ['a2-megagpu-16g', 16, 96, 1360],
  ]),
  ...family('A2', 'nvidia-a100-80gb', [
    ['a2-ultragpu-1g', 1, 12, 170],
    ['a2-ultragpu-2g', 2, 24, 340],
    ['a2-ultragpu-4g', 4, 48, 680],
    ['a2-ultragpu-8g', 8, 96, 1360],
  ]),
  ...family('A3', 'nvidia-h100-80gb', [
    ['a3-highgpu-1g', 1, 26, 234],
    ['a3-highgpu-2g', 2, 52, 468],
    ['a3-highgpu-4g', 4, 104, 936],
    ['a3-highgpu-8g', 8, 208, 1872],
  ]),
  ...family('A3Plus', 'nvidia-h100-mega-80gb', [['a3-megagpu-8g', 8, 208, 1872]]),
  ...family('A3Ultra', 'nvidia-h200-141gb', [['a3-ultragpu-8g', 8, 224, 2952]]),
  ...family('G2', 'nvidia-l4', [
    ['g2-standard-4', 1, 4, 16],
    ['g2-standard-8', 1, 8, 32],
    ['g2-standard-12', 1, 12, 48],
    ['g2-standard-16', 1, 16, 64],
    ['g2-standard-24', 2, 24, 96],
    ['g2-standard-32', 1, 32, 128],
    ['g2-standard-48', 4, 48, 192],
    ['g2-standard-96', 8, 96, 384],
  ]),
]);

/** GPUs that are attached to machines of other families, and how many at once. */
export const attachedGpus: ReadonlyMap<string, readonly number[]> = new Map([
  ['nvidia-tesla-t4', [1, 2, 4]],
  ['nvidia-tesla-p4', [1, 2, 4]],
  ['nvidia-tesla-v100', [1, 2, 4, 8]],
  ['nvidia-tesla-p100', [1, 2, 4]],
]);
