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

/** A machine’s cores and memory, and apart from them its devices. */
export function machineLines(seed: string, day: Day, instance: Instance): BillLine[] {
  const { machineType, location, spot } = instance;
  const region = regionOf(location);
  const inMarket = (price: Exact) => {
    if (!spot) return null;
    const share = drawsOf(seed, 'spot-price', 'google-cloud', machineType, zoneOf(location) ?? '', day.slice(0, 7));
    return times(price, exact(`0.${share.integer(30, 48)}`), 6);
  };
  const line = (what: string, price: Exact, accelerator: BillLine['accelerator']) =>
    googleLine({
      thing: instance,
      service: googleServices.machines,
      type: 'compute.googleapis.com/Instance',
      meter: `${spot ? 'Spot Preemptible ' : ''}${what}`,
      unit: 'hour',
      price,
      size: machineType,
      spotPrice: inMarket(price),
      accelerator,
    });
  const host = googlePrice(region, machineType);
  const devices = toAccelerators(instance.accelerators, 1).map(({ model, count }, index) => {
    const type = instance.accelerators[index]?.type ?? '';
    return line(`${model} GPU`, times(googlePrice(region, type), wholeNumber(count)), { model, count });
  });
  return host === 0n ? devices : [line(`${machineType} instance`, host, null), ...devices];
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
    price: times(price, wholeNumber(node.chips)),
    size: node.acceleratorType,
    accelerator: { model: 'Google TPU v5e', count: node.chips },
  });
  return { line, quantity: wholeNumber(24) };
}

/** Every machine that serves a model of the endpoint, its devices included. */
export function meterEndpoint(endpoint: Endpoint): Metered[] {
  return endpoint.deployed.map((deployed) => ({
    line: googleLine({
      thing: endpoint,
      service: googleServices.models,
      type: 'aiplatform.googleapis.com/Endpoint',
      meter: `Online prediction ${deployed.machineType} ${deployed.displayName}`,
      unit: 'hour',
      ...vertexMachine(endpoint.location, deployed),
    }),
    quantity: wholeNumber(24 * deployed.replicas),
  }));
}

/** The hours a job’s machines ran on a day, to the second; null when they did not. */
export function meterJob(job: CustomJob, day: Day): Metered | null {
  const dayStart = startOfDay(day).getTime();
  const from = Math.max(dayStart, job.startedAt?.getTime() ?? Number.POSITIVE_INFINITY);
  const to = Math.min(dayStart + 24 * hourMs, job.endedAt?.getTime() ?? Number.POSITIVE_INFINITY);
  if (!(to > from)) return null;
  const line = googleLine({
    thing: job,
    service: googleServices.models,
    type: 'aiplatform.googleapis.com/CustomJob',
    meter: `Training ${job.machineType}`,
    unit: 'hour',
    ...vertexMachine(job.location, job),
  });
  return { line, quantity: ratio(wholeNumber(Math.floor((to - from) / 1000) * job.replicas), 1, 3600, 9) };
}

/** Vertex asks a seventh more than Compute for the same machine. */
function vertexMachine(location: string, { machineType, accelerator }: Pick<CustomJob, 'machineType' | 'accelerator'>) {
  const region = regionOf(location);
  const [device] = accelerator === null ? [] : toAccelerators([accelerator], 1);
  const devicePrice =
    accelerator === null
      ? 0n
      : times(googlePrice(region, accelerator.type.toLowerCase().replaceAll('_', '-')), wholeNumber(accelerator.count));
  return {
    price: times(googlePrice(region, machineType) + devicePrice, exact('1.15'), 6),
    size: machineType,
    accelerator: device ? { model: device.model, count: device.count } : null,
  };
}
