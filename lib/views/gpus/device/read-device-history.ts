import { findXidEvents } from '@/lib/analytics/gpus/events/xid-events';
import { toOwnAttributes } from '@/lib/analytics/gpus/fleet/own-attributes';
import type { DeviceTrend } from '@/lib/analytics/gpus/rolled-columns';
import type { GpuEvent, GpuHistory } from '@/lib/api/contracts/gpu-history';
import { describeXid } from '@/lib/domain/gpu/xid-codes';
import { type MetricPoint, metrics } from '@/lib/domain/metric';
import { readCollectionState } from '@/lib/store/inventory/collection-state';
import type { MetricAnswer, MetricRange, MetricStore, StoredSeries } from '@/lib/store/metrics/metric-store';
import { metricStoreOf } from '@/lib/store/metrics/metric-store-of';
import type { ViewContext } from '@/lib/views/view-context';
import { readVisibleFleet } from '../fleet/visible-fleet';
import { byMetric, deviceMetrics } from './device-metrics';
import { type DeviceFilter, readOfDevice } from './device-series';
import { type DeviceAddress, findDevice, findNode } from './find-node';
import { chooseHistoryStep, finestKept, startsOf } from './history-step';
import { toKeptGaps } from './kept-gaps';
import { toHistoryColumns } from './to-history-columns';
import { toMeasured } from './to-measured';

const shownInSteps = deviceMetrics.filter((metric) => metric !== 'gpu.xid');
const minute = 60_000;

/** All that was measured of a device over a stretch of time, in steps, with what its driver reported. */
export async function readDeviceHistory(
  context: ViewContext,
  { id, slot }: DeviceAddress,
  range: MetricRange,
): Promise<GpuHistory> {
  const { pool } = context.database;
  const visible = await readVisibleFleet(context);
  const node = findNode(visible, id);
  findDevice(node, slot);
  const store = metricStoreOf(pool);
  const { connections } = await readCollectionState(pool, context.now);
  const names = new Map(connections.map(({ id: one, name }) => [one, name]));
  const read: ReadOwn = (ask, seriesOf) => readOfDevice(visible.fleet, node, slot, ask, seriesOf);
  const stepMs = chooseHistoryStep(range, store.retention, context.now);
  const startsAt = startsOf(range, stepMs);
  const [rolled, events] = await Promise.all([
    read(
      (narrow) => store.readRange({ metrics: shownInSteps, ...narrow }, range, stepMs),
      (one) => one.series,
    ),
    readEvents(store, read, { range, now: context.now }),
  ]);
  const told = rolled.items.map((item) => {
    const { connectionId, metric, definition, attributes } = item.series;
    const { unit, says } = metrics[metric];
    return {
      metric,
      unit,
      says,
      definition,
      connectionId,
      connectionName: names.get(connectionId) ?? connectionId,
      attributes: { ...toOwnAttributes(attributes) },
      ...toHistoryColumns(metric, item, startsAt),
    };
  });
  return {
    stepMs,
    startsAt: startsAt.map((start) => new Date(start).toISOString()),
    series: told.sort((one, other) => byMetric(one, other) || compare(toKey(one), toKey(other))),
    events: events.events,
    xidMeasured: events.measured,
    gaps: [...new Set([...rolled.gaps, ...events.gaps, ...toKeptGaps(store.retention, range, stepMs, context.now)])],
  };
}

/** Reads of the device's series. */
type ReadOwn = <T>(
  ask: (narrow: DeviceFilter) => Promise<MetricAnswer<T>>,
  seriesOf: (item: T) => StoredSeries,
) => Promise<MetricAnswer<T>>;

interface EventQuestion {
  range: MetricRange;
  now: Date;
}

interface ReadEvents {
  events: GpuEvent[];
  measured: GpuHistory['xidMeasured'];
  gaps: readonly string[];
}

/** By samples where they are kept so far back, else by roll-ups as fine as are. */
async function readEvents(store: MetricStore, read: ReadOwn, { range, now }: EventQuestion): Promise<ReadEvents> {
  const metric = 'gpu.xid' as const;
  const finest = finestKept(range.from, store.retention, now);
  if (finest > minute) {
    const { items, gaps } = await read(
      (narrow) => store.readRange({ metrics: [metric], ...narrow }, range, finest),
      (one) => one.series,
    );
    const trends = items.map(
      ({ series: one, ...columns }): DeviceTrend => ({ ...columns, metric, attributes: one.attributes }),
    );
    const coarse = `So far back XIDs are known by ${finest === 5 * minute ? 'five minutes' : 'the hour'}: of several within one, some may be missing.`;
    return {
      events: toEvents(trends, range, finest),
      measured: toMeasured(trends, range, finest),
      gaps: [...gaps, coarse],
    };
  }
  const listed = await read(
    (narrow) => store.listSeries({ metrics: [metric], ...narrow }),
    (one) => one,
  );
  const own = listed.items;
  const samples = await Promise.all(own.map((one) => store.readSamples(one, range)));
  const trends = own.map((one, index) => toTrend(one, samples[index]?.items ?? []));
  return {
    events: toEvents(trends, range, 0),
    measured: toMeasured(trends, range, 0),
    gaps: [...listed.gaps, ...samples.flatMap(({ gaps }) => gaps)],
  };
}

function toTrend({ metric, attributes }: StoredSeries, points: readonly MetricPoint[]): DeviceTrend {
  const values = points.map(({ value }) => value);
  const startsAt = points.map(({ at }) => at.getTime());
  return { metric, attributes, startsAt, min: values, max: values, sum: values, count: values.map(() => 1) };
}

function toEvents(trends: readonly DeviceTrend[], { from }: MetricRange, stepMs: number): GpuEvent[] {
  return findXidEvents(trends, from, stepMs).map(({ at, after, isSetBefore, xid }) => ({
    ...describeXid(xid),
    at: at.toISOString(),
    after: after?.toISOString() ?? null,
    isSetBefore,
  }));
}

function toKey(one: GpuHistory['series'][number]): string {
  return JSON.stringify([one.definition, one.connectionName, one.connectionId, Object.entries(one.attributes)]);
}

function compare(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}
