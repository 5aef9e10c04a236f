import type { MetricSeries } from '@/lib/domain/metric';
import { forEachInTurns } from '../concurrency/in-turns';
import { CountedXids, type ShowsCode } from './counted-xids';
import { type DcgmField, fieldOf, fromMebibytes, memoryParts, toOldName, xidCounts } from './dcgm-fields';
import { DevicePoints, toPoints } from './device-points';
import { ExporterHosts } from './exporter-hosts';
import type { ExporterSeries } from './exporter-series';
import { HeldDevices, heldByDcgm } from './held-devices';
import type { Labels } from './labels';
import { MemoryParts } from './memory-parts';
import { isSlice, toDcgmDevice } from './to-dcgm-device';
import { toDcgmValue } from './to-dcgm-value';
import { ExporterPods, toHolders } from './to-holders';

/**
 * The exporter's series as canonical ones. A device has one series a metric, however many the exporter's pod, job, slice
 * or error-code labels made of it; what they say of its holders is `gpu.held`, a series for each. Blanks are no points; a
 * series without points, without a canonical metric or without an identity is left out. The memory there is, is summed
 * from its parts where no total is served. Lets others have the event loop meanwhile: a fleet's are hundreds of thousands.
 */
export async function toDcgmSeries(served: readonly ExporterSeries[]): Promise<MetricSeries[]> {
  const exporterPods = new ExporterPods();
  const exporterHosts = new ExporterHosts();
  await forEachInTurns(served, ({ labels }) => {
    exporterPods.add(labels);
    exporterHosts.add(labels);
  });
  const gathering: Gathering = {
    exporterPods,
    found: new Map(),
    memory: new MemoryParts(),
    held: new HeldDevices(heldByDcgm),
    xids: new CountedXids(),
  };
  await forEachInTurns(served, (series) => gatherSeries(gathering, exporterHosts.named(series)));
  const { found, memory, held, xids } = gathering;
  await forEachInTurns(memory.totals(), ({ device, total }) => addMemoryLimit(found, device, total));
  const series: MetricSeries[] = [];
  const isShown: ShowsCode = (device, code) => showsCode(found, device, code);
  await forEachInTurns(chain(measured(found), xids.series(isShown), held.series()), (one) => series.push(one));
  return series;
}

/** What is known of all devices while their series are gone through. */
interface Gathering {
  exporterPods: ExporterPods;
  found: Map<string, Gathered>;
  memory: MemoryParts;
  held: HeldDevices;
  xids: CountedXids;
}

function gatherSeries({ exporterPods, found, memory, held, xids }: Gathering, series: ExporterSeries): void {
  const { name, labels } = series;
  if (name === xidCounts) {
    xids.add(series);
    return;
  }
  const holders = toHolders(labels, exporterPods, 'hpc_job');
  held.add(series, holders);
  const field = fieldOf(name);
  const device = toDcgmDevice(labels, field?.ofSlice !== 'device');
  if (device === null) return;
  const part = memoryParts.find((each) => each === toOldName(name));
  if (part !== undefined) addSamples(memory.of(device, part), series, memoryPart, holders.length > 0);
  if (field === undefined || (field.ofSlice === 'nothing' && isSlice(labels))) return;
  const attributes = { ...device, ...field.attributes, ...toHealthSystem(labels, field) };
  addSamples(pointsOf(found, series, field, attributes), series, field, holders.length > 0);
}

type Gathered = Omit<MetricSeries, 'points'> & { points: DevicePoints };
type Reading = Pick<DcgmField, 'type' | 'toUnit'>;
const memoryPart: Reading = { type: 'small-integer', toUnit: fromMebibytes };

function pointsOf(
  found: Map<string, Gathered>,
  { name }: ExporterSeries,
  { metric }: DcgmField,
  attributes: Record<string, string>,
): DevicePoints {
  const definition = toOldName(name);
  const key = toKey(metric, definition, attributes);
  const known = found.get(key);
  if (known !== undefined) return known.points;
  const points = new DevicePoints();
  found.set(key, { metric, definition, subject: 'accelerator', attributes, points });
  return points;
}

function addSamples(
  points: DevicePoints,
  { samples }: ExporterSeries,
  { type, toUnit }: Reading,
  namesHolder: boolean,
): void {
  for (const sample of samples) {
    const value = toDcgmValue(sample.value, type);
    if (value !== null) points.add(sample.at, toUnit(value), namesHolder);
  }
}

/** Health is judged for each subsystem apart, e.g. `PCIE`. */
function toHealthSystem(labels: Labels, { metric }: DcgmField): Record<string, string> {
  const system = metric === 'hw.status' ? labels.health_watch : undefined;
  return system === undefined ? {} : { component: system };
}

function addMemoryLimit(
  found: Map<string, Gathered>,
  device: Record<string, string>,
  total: ReadonlyMap<number, number>,
): void {
  const metric = 'hw.gpu.memory.limit';
  if (found.get(toKey(metric, 'DCGM_FI_DEV_FB_TOTAL', device))?.points.byMoment().size) return;
  const definition = memoryParts.join('+');
  const points = new DevicePoints();
  for (const [atMs, value] of total) points.add(new Date(atMs), value, false);
  found.set(toKey(metric, definition, device), {
    metric,
    definition,
    subject: 'accelerator',
    attributes: device,
    points,
  });
}

function showsCode(found: ReadonlyMap<string, Gathered>, device: Record<string, string>, code: number): boolean {
  const gauge = found.get(toKey('gpu.xid', 'DCGM_FI_DEV_XID_ERRORS', device));
  return gauge !== undefined && [...gauge.points.byMoment().values()].includes(code);
}

function toKey(metric: string, definition: string, attributes: Record<string, string>): string {
  return JSON.stringify([metric, definition, attributes]);
}

function* measured(found: ReadonlyMap<string, Gathered>): Generator<MetricSeries, void> {
  for (const { points, ...series } of found.values()) {
    const byMoment = points.byMoment();
    if (byMoment.size > 0) yield { ...series, points: toPoints(byMoment) };
  }
}

function* chain<Item>(...parts: Iterable<Item>[]): Generator<Item, void> {
  for (const part of parts) yield* part;
}
