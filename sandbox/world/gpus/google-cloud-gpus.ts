import { tpuChipsOf } from '../google-cloud/machine-types';
import type { Instance } from '../google-cloud/records/compute';
import type { TpuNode } from '../google-cloud/records/platform';
import type { GpuDevice, GpuHolder, GpuIncident, GpuTenancy } from './device';
import { drawGpuUuid } from './draw-uuid';
import { drawTenancy } from './drawn-tenancy';
import { keepTenancy } from './keep-tenancy';
import { knownDevice } from './known-devices';

const bytesPerMiB = 1024 ** 2;
const hourMs = 3_600_000;

/** What the driver says of each type of Compute's. */
const products: Readonly<Record<string, { product: string; model: string; memoryMiB: number }>> = {
  'nvidia-h100-80gb': { product: 'NVIDIA H100 80GB HBM3', model: 'NVIDIA H100', memoryMiB: 81_559 },
  'nvidia-l4': { product: 'NVIDIA L4', model: 'NVIDIA L4', memoryMiB: 23_034 },
  'nvidia-tesla-t4': { product: 'Tesla T4', model: 'NVIDIA T4', memoryMiB: 15_360 },
};
const tpu = { model: 'Google TPU v5e', memoryBytes: 16 * 1024 ** 3 } as const;

/** A GPU and what the driver calls its product. */
export interface GoogleGpu {
  device: GpuDevice;
  uuid: string;
  /** As the driver writes it, e.g. `NVIDIA H100 80GB HBM3`. */
  product: string;
}

/** A TPU chip and the id its metrics know it by. */
export interface GoogleTpu {
  device: GpuDevice;
  id: string;
}

/** The GPUs of an instance as its driver sees them. */
export function gpusOfInstance(seed: string, instance: Instance): GoogleGpu[] {
  const { fullName, name, accelerators } = instance;
  return accelerators.flatMap(({ type, count }) => {
    const { product, model, memoryMiB } = products[type] ?? { product: type, model: type, memoryMiB: 0 };
    return Array.from({ length: count }, (_, index) => {
      const uuid = drawnUuid(seed, fullName, index);
      const device = knownDevice(seed, `google-cloud/${fullName}/${index}`, () => ({
        machine: { nativeId: fullName, name },
        index,
        uuid,
        vendor: 'nvidia',
        model,
        memoryBytes: memoryMiB * bytesPerMiB,
        slicing: null,
        incidents: incidentsOf(name, uuid),
        tenancy: tenancyOf(seed, instance, type === 'nvidia-h100-80gb' ? 'training' : 'serving', index),
      }));
      return { device, uuid, product };
    });
  });
}

/** The TPU chips of an instance that is a node of a cluster. */
export function tpusOfInstance(seed: string, instance: Instance): GoogleTpu[] {
  return Array.from({ length: tpuChipsOf(instance.machineType) }, (_, index) => {
    const device = knownDevice(seed, `google-cloud/${instance.fullName}/tpu/${index}`, () => ({
      ...chip(instance.fullName, instance.name, index),
      tenancy: tenancyOf(seed, instance, 'training', index),
    }));
    return { device, id: `${instance.id}-${index}` };
  });
}

/** The chips of a slice, four a worker. */
export function tpusOfSlice(seed: string, { fullName, name, id, chips }: TpuNode): (GoogleTpu & { worker: string })[] {
  return Array.from({ length: chips }, (_, index) => {
    const worker = String(BigInt(id) + BigInt(Math.floor(index / 4)));
    const device = knownDevice(seed, `google-cloud/${fullName}/${index}`, () => ({
      ...chip(fullName, name, index),
      tenancy: keepTenancy(
        drawTenancy({
          seed,
          key: `google-cloud/${fullName}`,
          purpose: 'training',
          holdersIn: (round) => [
            { kind: 'job', name: `${name}-run-${round}`, namespace: null, container: null, team: null },
          ],
        }),
        { kind: 'instance', name, namespace: null, container: null, team: null },
      ),
    }));
    return { device, id: `${worker}-${index % 4}`, worker };
  });
}

function chip(nativeId: string, name: string, index: number) {
  const machine = { nativeId, name };
  return { ...tpu, machine, index, uuid: null, vendor: 'google' as const, slicing: null, incidents: [] };
}

function drawnUuid(seed: string, fullName: string, index: number): string {
  return drawGpuUuid(seed, 'google-cloud', 'device', fullName, index);
}

/** Devices of one machine are held together, in halves where there are eight. */
function tenancyOf(
  seed: string,
  { fullName, name, nodePool, labels }: Instance,
  purpose: 'training' | 'serving',
  index: number,
): GpuTenancy {
  const half = Math.floor(index / 4);
  const team = labels.team ?? null;
  const drawn = (holdersIn: (round: number) => readonly GpuHolder[]) =>
    drawTenancy({ seed, key: `google-cloud/${fullName}/${half}`, purpose, holdersIn });
  if (nodePool === null) {
    const owner: GpuHolder = { kind: 'instance', name, namespace: null, container: null, team };
    return keepTenancy(
      drawn(() => [owner]),
      owner,
    );
  }
  const { pool } = nodePool;
  return drawn((round) => [
    { kind: 'pod', name: `${pool}-${half}-${round}-worker-0`, namespace: 'default', container: 'main', team },
  ]);
}

/** What ails devices of two workstations; and one device in sixteen, by its UUID, is away for half an hour of every eight. */
function incidentsOf(name: string, uuid: string): GpuIncident[] {
  const incidents: GpuIncident[] = [];
  if (name === 'workstation-0002')
    incidents.push({ kind: 'xid', codes: [31, 43], everyMs: 10 * hourMs, phaseMs: 3 * hourMs });
  if (name === 'workstation-0003') incidents.push({ kind: 'ecc', correctedPerDay: 600, uncorrectedPerDay: 0.3 });
  if (uuid.startsWith('GPU-0')) incidents.push({ kind: 'vanishing', everyMs: 8 * hourMs, awayMs: hourMs / 2 });
  return incidents;
}
