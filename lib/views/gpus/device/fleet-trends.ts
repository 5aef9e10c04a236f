import { activityMetrics } from '@/lib/analytics/gpus/busy';
import type { DevicePlaces } from '@/lib/analytics/gpus/fleet/place-devices';
import { healthRange, healthStepMs, throttlingRange } from '@/lib/analytics/gpus/health/health-rule';
import { idleRange, idleStepMs } from '@/lib/analytics/gpus/idle/idle-rule';
import type { DeviceTrend } from '@/lib/analytics/gpus/rolled-columns';
import type { MetricStore, RolledSeries } from '@/lib/store/metrics/metric-store';

/** What was measured of devices lately, in steps. */
export interface FleetTrends {
  /** Of the device in a slot of a machine; empty where nothing was. */
  of(nodeId: string, slot: number): readonly DeviceTrend[];
  /** Why the metric store may have more than it told, a sentence each. */
  gaps: readonly string[];
}

const none: readonly DeviceTrend[] = [];

/** Reads what idleness and health are judged by, of every device that has a place. */
export async function readFleetTrends(
  store: MetricStore,
  places: DevicePlaces,
  connectionIds: readonly string[],
  now: Date,
): Promise<FleetTrends> {
  const subject = 'accelerator';
  const answers = await Promise.all([
    store.readRange({ metrics: activityMetrics, connectionIds, subject }, idleRange(now), idleStepMs),
    store.readRange({ metrics: ['gpu.xid'], connectionIds, subject }, healthRange(now), healthStepMs),
    store.readRange(
      { metrics: ['hw.errors'], connectionIds, subject, attributes: { 'error.type': ['uncorrected'] } },
      healthRange(now),
      healthStepMs,
    ),
    store.readRange(
      { metrics: ['gpu.throttle.time'], connectionIds, subject, attributes: { reason: ['thermal'] } },
      throttlingRange(now),
      healthStepMs,
    ),
  ]);
  const trends = new Map<string, DeviceTrend[][]>();
  for (const { items } of answers)
    for (const rolled of items) {
      const place = places.find(rolled.series);
      if (typeof place === 'string') continue;
      const { id } = place.host.machine.resource;
      const slots = trends.get(id) ?? [];
      trends.set(id, slots);
      const own = slots[place.slot] ?? [];
      slots[place.slot] = own;
      own.push(toTrend(rolled));
    }
  return {
    of: (nodeId, slot) => trends.get(nodeId)?.[slot] ?? none,
    gaps: [...new Set(answers.flatMap(({ gaps }) => gaps))],
  };
}

function toTrend({ series, startsAt, min, max, sum, count }: RolledSeries): DeviceTrend {
  return { metric: series.metric, attributes: series.attributes, startsAt, min, max, sum, count };
}
