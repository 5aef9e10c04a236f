import { hourMs } from '../../aws/plan/plan';
import { drawsOf } from '../../draws';
import { regionOf, zoneOf } from '../../google-cloud/geography';
import { toAccelerators } from '../../google-cloud/machine-types';
import type { Instance } from '../../google-cloud/records/compute';
import type { CustomJob, Endpoint } from '../../google-cloud/records/models';
import type { TpuNode } from '../../google-cloud/records/platform';
import { type Day, startOfDay } from '../calendar';
import type { BillLine, Metered } from '../charge';
import { type Exact, exact, ratio, times, wholeNumber } from '../money';
import { googlePrice, googleServices } from './google-catalogue';
import { googleLine } from './google-line';

/** Devices as SKUs are described. */
const deviceNames: Readonly<Record<string, string>> = {
  'nvidia-h100-80gb': 'Nvidia H100 80GB',
  'nvidia-l4': 'Nvidia L4',
  'nvidia-tesla-t4': 'Nvidia Tesla T4',
};

function deviceName(type: string): string {
  const name = deviceNames[type];
  if (name === undefined) throw new RangeError(`The bills have no word for ${type}.`);
  return name;
}

/** An hour of a machine: its cores and memory, and apart from them its devices, of which each has its hour. */
export function machineHour(seed: string, day: Day, instance: Instance): Metered[] {
  const { machineType, location, spot } = instance;
  const region = regionOf(location);
  const inMarket = (price: Exact) => {
    if (!spot) return null;
    const share = drawsOf(seed, 'spot-price', 'google-cloud', machineType, zoneOf(location) ?? '', day.slice(0, 7));
    return times(price, exact(`0.${share.integer(30, 48)}`), 6);
  };
  const line = (meter: string, price: Exact, accelerator: BillLine['accelerator']) =>
    googleLine({
      thing: instance,
      service: googleServices.machines,
      type: 'compute.googleapis.com/Instance',
      meter,
      unit: 'hour',
      price,
      size: machineType,
      spotPrice: inMarket(price),
      accelerator,
    });
  const host = googlePrice(region, machineType);
  const devices = toAccelerators(instance.accelerators, 1).map(({ model, count }, index): Metered => {
    const type = instance.accelerators[index]?.type ?? '';
    const meter = `${deviceName(type)} GPU${spot ? ' attached to Spot Preemptible VMs' : ''}`;
    return { line: line(meter, googlePrice(region, type), { model, count: 1 }), quantity: wholeNumber(count) };
  });
  if (host === 0n) return devices;
  const meter = `${spot ? 'Spot Preemptible ' : ''}${machineType} instance`;
  return [{ line: line(meter, host, null), quantity: wholeNumber(1) }, ...devices];
}

export function meterTpu(node: TpuNode): Metered | null {
  if (node.state !== 'READY' && node.state !== 'RESTARTING') return null;
  const price = googlePrice(regionOf(node.location), 'tpu chip');
  const line = googleLine({
    thing: node,
    service: googleServices.tpus,
    type: 'tpu.googleapis.com/Node',
    meter: `TPU v5e ${node.acceleratorType}`,
    unit: 'hour',
    price,
    size: node.acceleratorType,
    accelerator: { model: 'Google TPU v5e', count: 1 },
  });
  return { line, quantity: wholeNumber(24 * node.chips) };
}

/** Every machine that serves a model of the endpoint, and apart from them their devices. */
export function meterEndpoint(endpoint: Endpoint): Metered[] {
  return endpoint.deployed.flatMap((deployed) =>
    vertexMachines(deployed, endpoint.location, wholeNumber(24 * deployed.replicas), ({ what, ...sold }) =>
      googleLine({
        thing: endpoint,
        service: googleServices.models,
        type: 'aiplatform.googleapis.com/Endpoint',
        meter: `Vertex AI: Online/Batch Prediction on ${what} for ${deployed.displayName}`,
        unit: 'hour',
        ...sold,
      }),
    ),
  );
}

/** The hours a job’s machines ran on a day, to the second; none when they did not. */
export function meterJob(job: CustomJob, day: Day): Metered[] {
  const dayStart = startOfDay(day).getTime();
  const from = Math.max(dayStart, job.startedAt?.getTime() ?? Number.POSITIVE_INFINITY);
  const to = Math.min(dayStart + 24 * hourMs, job.endedAt?.getTime() ?? Number.POSITIVE_INFINITY);
  if (!(to > from)) return [];
  const hours = ratio(wholeNumber(Math.floor((to - from) / 1000) * job.replicas), 1, 3600, 9);
  return vertexMachines(job, job.location, hours, ({ what, ...sold }) =>
    googleLine({
      thing: job,
      service: googleServices.models,
      type: 'aiplatform.googleapis.com/CustomJob',
      meter: `Vertex AI: Training/Pipelines on ${what}`,
      unit: 'hour',
      ...sold,
    }),
  );
}

interface SoldByVertex {
  what: string;
  price: Exact;
  size: string;
  accelerator: BillLine['accelerator'];
}

/** So many hours of a machine, and of its devices apart. Vertex asks a seventh more than Compute for the same. */
function vertexMachines(
  { machineType, accelerator }: Pick<CustomJob, 'machineType' | 'accelerator'>,
  location: string,
  hours: Exact,
  lineOf: (sold: SoldByVertex) => BillLine,
): Metered[] {
  const region = regionOf(location);
  const asked = (price: Exact) => times(price, exact('1.15'), 6);
  const metered: Metered[] = [];
  const host = googlePrice(region, machineType);
  if (host !== 0n)
    metered.push({
      line: lineOf({ what: machineType, price: asked(host), size: machineType, accelerator: null }),
      quantity: hours,
    });
  const [device] = accelerator === null ? [] : toAccelerators([accelerator], 1);
  if (accelerator === null || device === undefined) return metered;
  const type = accelerator.type.toLowerCase().replaceAll('_', '-');
  const line = lineOf({
    what: deviceName(type).replace(/^Nvidia/, 'NVIDIA'),
    price: asked(googlePrice(region, type)),
    size: machineType,
    accelerator: { model: device.model, count: 1 },
  });
  return [...metered, { line, quantity: hours * BigInt(device.count) }];
}
