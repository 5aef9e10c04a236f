import { activityMetrics } from '@/lib/analytics/gpus/busy';
import { fileTrendsInSteps } from '@/lib/analytics/gpus/fleet/file-trends';
import { frozenStepMs } from '@/lib/analytics/gpus/fleet/find-frozen';
import type { FleetTrends } from '@/lib/analytics/gpus/fleet/judge-fleet';
import type { DevicePlaces } from '@/lib/analytics/gpus/fleet/place-devices';
import { healthMetrics, healthRange, healthStepMs } from '@/lib/analytics/gpus/health/health-rule';
import { idleRange } from '@/lib/analytics/gpus/idle/idle-rule';
import type { MetricStore } from '@/lib/store/metrics/metric-store';
import { finishInTurns } from '@/lib/views/kept/in-turns';

/** Of metrics that are told in parts, the part that health is judged by. */
const judgedAttributes: Record<(typeof healthMetrics)[number], Record<string, string[]>> = {
  'gpu.xid': {},
  'hw.errors': { 'error.type': ['uncorrected'] },
  'gpu.throttle.time': { reason: ['thermal'] },
};

/** What is looked at over time to tell whether devices are idle, frozen or in trouble. */
export async function readTrends(
  store: Pick<MetricStore, 'readRange'>,
  connectionIds: readonly string[],
  places: DevicePlaces,
  now: Date,
): Promise<FleetTrends> {
  const activity = {
    metrics: [...activityMetrics, 'hw.power' as const],
    connectionIds,
    subject: 'accelerator' as const,
  };
  const rolled = await Promise.all([
    store.readRange(activity, idleRange(now), frozenStepMs),
    ...healthMetrics.map((metric) =>
      store.readRange(
        { metrics: [metric], connectionIds, subject: 'accelerator', attributes: judgedAttributes[metric] },
        healthRange(now),
        healthStepMs,
      ),
    ),
  ]);
  return {
    trends: await finishInTurns(
      fileTrendsInSteps(
        rolled.flatMap(({ items }) => items),
        places,
      ),
    ),
    gaps: [...new Set(rolled.flatMap(({ gaps }) => gaps))],
  };
}
