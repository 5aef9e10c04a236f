import type { MetricName, MetricSeries } from '@/lib/domain/metric';

const measured: readonly { metric: MetricName; definition: string; most: number; decimals: number }[] = [
  { metric: 'hw.gpu.utilization', definition: 'DCGM_FI_DEV_GPU_UTIL', most: 1, decimals: 2 },
  { metric: 'gpu.sm.active', definition: 'DCGM_FI_PROF_SM_ACTIVE', most: 1, decimals: 6 },
  { metric: 'hw.gpu.memory.usage', definition: 'DCGM_FI_DEV_FB_USED', most: 85_899_345_920, decimals: 0 },
  { metric: 'hw.power', definition: 'DCGM_FI_DEV_POWER_USAGE', most: 700, decimals: 3 },
];
export const measuredMetrics = measured.map(({ metric }) => metric);

/** The series of `gpus` devices, four metrics each, with a sample at every one of these moments. */
export function generateSeries(
  gpus: number,
  moments: readonly Date[],
  metrics: readonly MetricName[] = measuredMetrics,
): MetricSeries[] {
  return measured
    .filter(({ metric }) => metrics.includes(metric))
    .flatMap(({ metric, definition, most, decimals }) =>
      Array.from({ length: gpus }, (_, gpu) => ({
        metric,
        definition,
        subject: 'accelerator' as const,
        attributes: attributesOf(gpu),
        points: moments.map((at) => ({ at, value: round(draw(gpu, at.getTime()) * most, decimals) })),
      })),
    );
}

export function uuidOf(gpu: number): string {
  return `GPU-${gpu.toString(16).padStart(8, '0')}-2f3c-41d8-9d02-6a1b8c0e5f77`;
}

function attributesOf(gpu: number): Record<string, string> {
  const host = Math.floor(gpu / 8);
  return {
    'gpu.uuid': uuidOf(gpu),
    'gpu.index': String(gpu % 8),
    'host.name': `node-${host}.cluster.example`,
    resource: `i-${host.toString(16).padStart(17, '0')}`,
  };
}

/** From 0 to 1, the same for the same device and moment, unlike its neighbours'. */
function draw(gpu: number, time: number): number {
  let mixed = Math.imul(gpu ^ 0x9e3779b9, 0x85ebca6b) ^ Math.imul(Math.floor(time / 1_000), 0xc2b2ae35);
  mixed = Math.imul(mixed ^ (mixed >>> 15), 0x2c1b3c6d);
  mixed = Math.imul(mixed ^ (mixed >>> 12), 0x297a2d39);
  return ((mixed ^ (mixed >>> 15)) >>> 0) / 0xffffffff;
}

function round(value: number, decimals: number): number {
  return Number(value.toFixed(decimals));
}
