import type { MetricRange, MetricRetention } from '@/lib/store/metrics/metric-store';
import { finestKept } from '@/lib/views/gpus/device/history-step';

const minute = 60_000;
/** No finer than roll-ups: samples of a whole fleet are too many to be read for a picture. */
const steps = [5, 10, 15, 30, 60, 120, 180, 360, 720, 1440].map((minutes) => minutes * minute);
/** Columns that a heatmap of nodes has at most, but for stretches of more than three months. */
const mostColumns = 100;

/** The finest step in which a stretch has at most 100 columns and that is kept as far back as the stretch begins. */
export function chooseTimelineStep({ from, to }: MetricRange, kept: MetricRetention, now: Date): number {
  const spanMs = to.getTime() - from.getTime();
  const finest = finestKept(from, kept, now);
  return steps.find((step) => spanMs / step <= mostColumns && step >= finest) ?? Number(steps.at(-1));
}
