import type { BusyMetric } from '@/lib/api/contracts/gpu-keys';

/** The definitions that tell whether a device works: of each device the first of them that is measured. */
export const activityMetrics: ReadonlySet<BusyMetric> = new Set<BusyMetric>([
  'gpu.sm.active',
  'gpu.engine.active',
  'hw.gpu.utilization',
]);
