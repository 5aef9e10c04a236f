import type { GpuDevice, GpuSlicing } from '../../gpus/device';
import { incidentOf } from '../../gpus/device';
import { gpuAt } from '../../gpus/gpu-state';
import type { HallMachine } from '../../hall/hall';
import { holderLabels } from '../holder-labels';
import type { ExporterSeries, Labels, MetricFamily } from '../series';
import { blanks, type Field, fields } from './dcgm-fields';
import { whileReadable, xidSeries } from './xid-series';

/** A field the device does not have at all. */
const notSupported = '9223372036854775794';

/** `old`: the names of DCGM up to 4.5 and label `Hostname`; `new`: those of 4.6 and `hostname`. */
export type DcgmNaming = 'old' | 'new';

/** The device as the vendor's tools describe it. */
export interface DcgmDevice {
  device: GpuDevice;
  /** As the vendor's tools write the model, e.g. `NVIDIA H100 80GB HBM3`. */
  product: string;
}

/** Every series of the DCGM exporter of one machine. */
export function dcgmSeries(
  { hostname }: Pick<HallMachine, 'hostname'>,
  devices: readonly DcgmDevice[],
  naming: DcgmNaming,
): ExporterSeries[] {
  return devices.flatMap((device) => deviceSeries(hostname, device, naming));
}

function deviceSeries(hostname: string, { device, product }: DcgmDevice, naming: DcgmNaming): ExporterSeries[] {
  const { index, uuid, slicing } = device;
  const labels: Labels = {
    gpu: String(index),
    UUID: uuid ?? '',
    pci_bus_id: `00000000:${(0x1b + index * 16).toString(16).toUpperCase().padStart(2, '0')}:00.0`,
    device: `nvidia${index}`,
    modelName: product,
    [naming === 'old' ? 'Hostname' : 'hostname']: hostname,
    DCGM_FI_DRIVER_VERSION: '570.172.08',
  };
  const family = familiesOf(naming);
  const labelsAt = holderLabels(device, null);
  const slices = Array.from({ length: slicing?.count ?? 0 }, (_, place) => holderLabels(device, place));
  const isLost = incidentOf(device, 'lost') !== undefined;
  return [
    ...fields.flatMap((field): ExporterSeries[] => {
      if (slicing !== null && field.isOfWholeDevices) return [];
      if (slicing !== null) return sliceSeries(device, slicing, slices, field, family(field), labels);
      if (isLost) return [{ family: family(field), labels, labelsAt, ...without(blanks[field.kind]) }];
      // The last board of the hall has no sensor on its memory.
      if (field.old === 'DEV_MEMORY_TEMP' && index === 7 && hostname === 'dgx-k-0001')
        return [{ family: family(field), labels, labelsAt, ...without(notSupported) }];
      return [
        { family: family(field), labels, labelsAt, valueAt: whileReadable(device, (ms) => field.read(device, ms)) },
      ];
    }),
    ...xidSeries(device, family(xidField), labels, labelsAt),
  ];
}

/** Each field once a slice; what belongs to the device is repeated. */
function sliceSeries(
  device: GpuDevice,
  slicing: GpuSlicing,
  slices: readonly NonNullable<ExporterSeries['labelsAt']>[],
  field: Field,
  family: MetricFamily,
  labels: Labels,
): ExporterSeries[] {
  const { readSlice } = field;
  return slices.map((labelsAt, place) => ({
    family,
    labelsAt,
    labels: { ...labels, GPU_I_PROFILE: slicing.profile, GPU_I_ID: String(place + 7) },
    valueAt: whileReadable(device, (ms) => {
      const slice = readSlice && gpuAt(device, ms).slices[place];
      return slice ? readSlice(slice, slicing) : field.read(device, ms);
    }),
  }));
}

const xidField: Pick<Field, 'old' | 'renamed' | 'type' | 'help'> = {
  old: 'DEV_XID_ERRORS',
  renamed: 'DEV_XID_ERROR',
  type: 'gauge',
  help: 'Value of the last XID error encountered.',
};

/** A value that is none. */
function without(text: string): Pick<ExporterSeries, 'valueAt' | 'exactText'> {
  return { valueAt: () => Number(text), exactText: text };
}

const families = new Map<string, MetricFamily>();

function familiesOf(naming: DcgmNaming): (field: Pick<Field, 'old' | 'renamed' | 'type' | 'help'>) => MetricFamily {
  return ({ old, renamed, type, help }) => {
    const name = `DCGM_FI_${naming === 'new' ? (renamed ?? old) : old}`;
    const known = families.get(name) ?? { name, type, help };
    families.set(name, known);
    return known;
  };
}
