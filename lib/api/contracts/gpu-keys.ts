import type { MetricName } from '@/lib/domain/metric';

/** The metrics that say how busy a device is, each a definition of its own: they are shown one at a time, never blended. */
export const busyMetrics = [
  'gpu.sm.active',
  'gpu.engine.active',
  'hw.gpu.utilization',
  'gpu.tensor.active',
  'gpu.memory.bandwidth.active',
] as const satisfies readonly MetricName[];
export type BusyMetric = (typeof busyMetrics)[number];

export const gpuHealths = ['healthy', 'degraded', 'failed', 'unknown'] as const;
export type GpuHealth = (typeof gpuHealths)[number];

/** What a device is doing. `busy`: active. `idle`: held and doing nothing for a quarter of an hour. `quiet`: held, and neither. */
export const gpuUses = ['busy', 'quiet', 'idle', 'free', 'unknown'] as const;
export type GpuUse = (typeof gpuUses)[number];
