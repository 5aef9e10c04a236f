/** What a size of machine is made of, as its vendor states it. Memory in MiB. */
export interface InstanceSize {
  name: string;
  vcpus: number;
  threadsPerCore: 1 | 2;
  memoryMiB: number;
  architecture: 'x86_64' | 'arm64';
  processor: 'Intel' | 'AMD' | 'AWS';
  clockGhz: number;
  network: string;
  networkCards: number;
  efa: boolean;
  /** Local disks; null when the size has none. */
  disks: { count: number; sizeGB: number } | null;
  accelerator: SizeAccelerator | null;
}

export interface SizeAccelerator {
  /** `gpu` is reported as GPUs, `neuron` as the vendor's own chips. */
  family: 'gpu' | 'neuron';
  manufacturer: 'NVIDIA' | 'AWS';
  name: string;
  count: number;
  /** Memory of one device, in MiB. */
  memoryMiB: number;
  /** Cores of one device; for `neuron` only. */
  cores?: number;
  coreVersion?: number;
}

type Optional = 'threadsPerCore' | 'architecture' | 'networkCards' | 'efa' | 'disks' | 'accelerator';
const size = (given: Omit<InstanceSize, Optional> & Partial<Pick<InstanceSize, Optional>>): InstanceSize => ({
  threadsPerCore: 2,
  architecture: 'x86_64',
  networkCards: 1,
  efa: false,
  disks: null,
  accelerator: null,
  ...given,
});
const nvidia = (name: string, count: number, memoryMiB: number): SizeAccelerator => ({
  family: 'gpu',
  manufacturer: 'NVIDIA',
  name,
  count,
  memoryMiB,
});

/** The sizes this factory runs on. */
export const instanceSizes: readonly InstanceSize[] = [
  size({
    name: 'c6i.4xlarge',
    vcpus: 16,
    memoryMiB: 32768,
    processor: 'Intel',
    clockGhz: 3.5,
    network: 'Up to 12.5 Gigabit',
  }),
  size({
    name: 'c7g.2xlarge',
    vcpus: 8,
    threadsPerCore: 1,
    memoryMiB: 16384,
    architecture: 'arm64',
    processor: 'AWS',
    clockGhz: 2.6,
    network: 'Up to 15 Gigabit',
  }),
  size({
    name: 'c7i.8xlarge',
    vcpus: 32,
    memoryMiB: 65536,
    processor: 'Intel',
    clockGhz: 3.2,
    network: '12.5 Gigabit',
  }),
  size({
    name: 'g5.12xlarge',
    vcpus: 48,
    memoryMiB: 196608,
    processor: 'AMD',
    clockGhz: 3.3,
    network: '40 Gigabit',
    efa: true,
    disks: { count: 1, sizeGB: 3800 },
    accelerator: nvidia('A10G', 4, 22888),
  }),
  size({
    name: 'g5.2xlarge',
    vcpus: 8,
    memoryMiB: 32768,
    processor: 'AMD',
    clockGhz: 3.3,
    network: 'Up to 10 Gigabit',
    disks: { count: 1, sizeGB: 450 },
    accelerator: nvidia('A10G', 1, 22888),
  }),
  size({
    name: 'g6.12xlarge',
    vcpus: 48,
    memoryMiB: 196608,
    processor: 'AMD',
    clockGhz: 3.4,
    network: '40 Gigabit',
    efa: true,
    disks: { count: 4, sizeGB: 940 },
    accelerator: nvidia('L4', 4, 22888),
  }),
  size({
    name: 'g6.2xlarge',
    vcpus: 8,
    memoryMiB: 32768,
    processor: 'AMD',
    clockGhz: 3.4,
    network: 'Up to 10 Gigabit',
    disks: { count: 1, sizeGB: 450 },
    accelerator: nvidia('L4', 1, 22888),
  }),
  size({
    name: 'g6e.12xlarge',
    vcpus: 48,
    memoryMiB: 393216,
    processor: 'AMD',
    clockGhz: 3.6,
    network: '100 Gigabit',
    efa: true,
    disks: { count: 2, sizeGB: 1900 },
    accelerator: nvidia('L40S', 4, 45776),
  }),
  size({
    name: 'inf2.24xlarge',
    vcpus: 96,
    memoryMiB: 393216,
    processor: 'AMD',
    clockGhz: 2.95,
    network: '50 Gigabit',
    accelerator: {
      family: 'neuron',
      manufacturer: 'AWS',
      name: 'Inferentia2',
      count: 6,
      memoryMiB: 32768,
      cores: 2,
      coreVersion: 2,
    },
  }),
  size({
    name: 'm6i.2xlarge',
    vcpus: 8,
    memoryMiB: 32768,
    processor: 'Intel',
    clockGhz: 3.5,
    network: 'Up to 12.5 Gigabit',
  }),
  size({
    name: 'm7g.xlarge',
    vcpus: 4,
    threadsPerCore: 1,
    memoryMiB: 16384,
    architecture: 'arm64',
    processor: 'AWS',
    clockGhz: 2.6,
    network: 'Up to 12.5 Gigabit',
  }),
  size({
    name: 'm7i.4xlarge',
    vcpus: 16,
    memoryMiB: 65536,
    processor: 'Intel',
    clockGhz: 3.2,
    network: 'Up to 12.5 Gigabit',
  }),
  size({
    name: 'p4d.24xlarge',
    vcpus: 96,
    memoryMiB: 1179648,
    processor: 'Intel',
    clockGhz: 3,
    network: '4x 100 Gigabit',
    networkCards: 4,
    efa: true,
    disks: { count: 8, sizeGB: 1000 },
    accelerator: nvidia('A100', 8, 40960),
  }),
  size({
    name: 'p5.48xlarge',
    vcpus: 192,
    memoryMiB: 2097152,
    processor: 'AMD',
    clockGhz: 2.95,
    network: '3200 Gigabit',
    networkCards: 32,
    efa: true,
    disks: { count: 8, sizeGB: 3800 },
    accelerator: nvidia('H100', 8, 81920),
  }),
  size({
    name: 'p5en.48xlarge',
    vcpus: 192,
    memoryMiB: 2097152,
    processor: 'Intel',
    clockGhz: 3.2,
    network: '3200 Gigabit',
    networkCards: 16,
    efa: true,
    disks: { count: 8, sizeGB: 3800 },
    accelerator: nvidia('H200', 8, 144384),
  }),
  size({
    name: 'r6i.4xlarge',
    vcpus: 16,
    memoryMiB: 131072,
    processor: 'Intel',
    clockGhz: 3.5,
    network: 'Up to 12.5 Gigabit',
  }),
  size({
    name: 'r7g.2xlarge',
    vcpus: 8,
    threadsPerCore: 1,
    memoryMiB: 65536,
    architecture: 'arm64',
    processor: 'AWS',
    clockGhz: 2.6,
    network: 'Up to 15 Gigabit',
  }),
  size({ name: 't3.medium', vcpus: 2, memoryMiB: 4096, processor: 'Intel', clockGhz: 3.1, network: 'Up to 5 Gigabit' }),
  size({
    name: 'trn1.32xlarge',
    vcpus: 128,
    memoryMiB: 524288,
    processor: 'Intel',
    clockGhz: 2.9,
    network: '8x 100 Gigabit',
    networkCards: 8,
    efa: true,
    disks: { count: 4, sizeGB: 1900 },
    accelerator: {
      family: 'neuron',
      manufacturer: 'AWS',
      name: 'Trainium',
      count: 16,
      memoryMiB: 32768,
      cores: 2,
      coreVersion: 2,
    },
  }),
];

const byName = new Map(instanceSizes.map((entry) => [entry.name, entry]));

/** The size of that name; `ml.` names of managed machines mean the same machine. Undefined when the world has none. */
export function findInstanceSize(name: string): InstanceSize | undefined {
  return byName.get(name.replace(/^ml\./, ''));
}
