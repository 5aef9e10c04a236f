import type { GpuDevice, GpuHolder } from './device';
import type { GpuPurpose } from './draw-work';
import { drawTenancy } from './drawn-tenancy';
import { keepTenancy } from './keep-tenancy';
import { knownDevice } from './known-devices';

/** Something that has devices of one model and runs on machines that nobody lists: a scale set, an endpoint, a job. */
export interface DeviceOwner {
  nativeId: string;
  name: string;
  team: string | null;
  kind: GpuHolder['kind'];
  purpose: GpuPurpose;
  model: string;
  count: number;
  memoryBytes: number;
}

/** Its devices, counted through; it has them for as long as it is there. */
export function gpusOfOwner(seed: string, owner: DeviceOwner): GpuDevice[] {
  const { nativeId, name, team, kind, purpose, model, memoryBytes } = owner;
  const holder: GpuHolder = { kind, name, namespace: null, container: null, team };
  return Array.from({ length: owner.count }, (_, index) =>
    knownDevice(seed, `managed/${nativeId}/${model}/${index}`, () => ({
      machine: { nativeId, name },
      index,
      uuid: null,
      vendor: model.startsWith('Google ') ? 'google' : 'nvidia',
      model,
      memoryBytes,
      slicing: null,
      incidents: [],
      tenancy: keepTenancy(
        drawTenancy({ seed, key: `managed/${nativeId}`, purpose, holdersIn: () => [holder] }),
        holder,
      ),
    })),
  );
}
