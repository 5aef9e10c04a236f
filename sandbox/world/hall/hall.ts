import { drawsOf } from '../draws';
import { machinesAt } from '../growth';

/** Who hands out a machine's time. */
export type Scheduler = 'kubernetes' | 'slurm';

/** One device of a machine. */
export interface HallAccelerator {
  /** Place in the machine, from 0. */
  index: number;
  /** As the vendor's tools write it: `GPU-…` of NVIDIA, a 16-digit hexadecimal serial of AMD. */
  uuid: string;
  /** As the vendor's tools write it, e.g. `NVIDIA H100 80GB HBM3`. */
  product: string;
  vendor: 'nvidia' | 'amd';
  /** As the field writes it, e.g. `NVIDIA H100`. */
  model: string;
  memoryMiB: number;
}

export interface HallMachine {
  hostname: string;
  /** What it is, e.g. `DGX H100`. */
  product: string;
  scheduler: Scheduler;
  rack: string;
  address: string;
  cores: number;
  memoryMiB: number;
  accelerators: readonly HallAccelerator[];
}

/** The site tag of the hall, and its only place. */
export const hallSite = 'munich';

interface Fleet {
  prefix: string;
  product: string;
  scheduler: Scheduler;
  count: number;
  cores: number;
  memoryMiB: number;
  perRack: number;
  device: Omit<HallAccelerator, 'index' | 'uuid'> | null;
}

const h100 = { product: 'NVIDIA H100 80GB HBM3', vendor: 'nvidia', model: 'NVIDIA H100', memoryMiB: 81_559 } as const;
const mi300x = { product: 'AMD Instinct MI300X', vendor: 'amd', model: 'AMD MI300X', memoryMiB: 196_592 } as const;
/** Models of all devices in the hall. */
export const hallModels: readonly string[] = [h100.model, mi300x.model];

const dgx = { product: 'DGX H100', cores: 224, memoryMiB: 2_063_937, perRack: 4, device: h100 } as const;

/** The hall at scale 1: 160 H100 and 40 MI300X, and the machines around them. */
const fleets: readonly Fleet[] = [
  { prefix: 'dgx-k', scheduler: 'kubernetes', count: 8, ...dgx },
  { prefix: 'dgx-s', scheduler: 'slurm', count: 12, ...dgx },
  {
    prefix: 'mi-s',
    product: 'PowerEdge XE9680',
    scheduler: 'slurm',
    count: 4,
    cores: 192,
    memoryMiB: 2_063_937,
    perRack: 4,
    device: mi300x,
  },
  {
    prefix: 'cpu-k',
    product: 'PowerEdge R660',
    scheduler: 'kubernetes',
    count: 6,
    cores: 128,
    memoryMiB: 515_840,
    perRack: 20,
    device: null,
  },
  {
    prefix: 'cpu-s',
    product: 'PowerEdge R660',
    scheduler: 'slurm',
    count: 16,
    cores: 128,
    memoryMiB: 515_840,
    perRack: 20,
    device: null,
  },
  {
    prefix: 'mi-k',
    product: 'PowerEdge XE9680',
    scheduler: 'kubernetes',
    count: 1,
    cores: 192,
    memoryMiB: 2_063_937,
    perRack: 4,
    device: mi300x,
  },
];

const devicesPerMachine = 8;

/** Every machine of the factory's own hall, in order of its name. Pure: the seed and the scale decide. */
export function planHall(seed: string, scale: number): HallMachine[] {
  return fleets.flatMap(({ prefix, count, perRack, device, ...rest }, fleet) =>
    Array.from({ length: machinesAt(count, scale) }, (_, index) => {
      const hostname = `${prefix}-${String(index + 1).padStart(4, '0')}`;
      return {
        hostname,
        product: rest.product,
        scheduler: rest.scheduler,
        rack: `${prefix.toUpperCase()}-R${String(Math.floor(index / perRack) + 1).padStart(2, '0')}`,
        address: `10.${100 + fleet}.${Math.floor(index / 250)}.${(index % 250) + 1}`,
        cores: rest.cores,
        memoryMiB: rest.memoryMiB,
        accelerators: device === null ? [] : planDevices(seed, hostname, device),
      };
    }),
  );
}

function planDevices(
  seed: string,
  hostname: string,
  device: Omit<HallAccelerator, 'index' | 'uuid'>,
): HallAccelerator[] {
  return Array.from({ length: devicesPerMachine }, (_, index) => {
    const draws = drawsOf(seed, 'hall-device', hostname, index);
    const parts = [8, 4, 4, 4, 12].map((digits) => draws.hex(digits));
    const uuid = device.vendor === 'nvidia' ? `GPU-${parts.join('-')}` : draws.hex(16);
    return { index, uuid, ...device };
  });
}
