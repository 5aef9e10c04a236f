import type { GpuReading } from '@/lib/domain/gpu/fleet';

/** `memory-held`: somebody's work lies in its memory. `empty`: nothing does. */
export type HeldMemory = 'memory-held' | 'empty';

/** What a driver and its processes' contexts take of an otherwise empty device stays below these. */
const emptyShare = 0.05;
const emptyBytes = 2 ** 30;

/**
 * Whether anything lies in a device's memory, by its newest samples: 5 % of it or more, or over a GiB, in any of its slices
 * and by any source. Null: its memory is not measured.
 */
export function toHeldMemory(readings: readonly GpuReading[]): HeldMemory | null {
  const limits = readings.filter(({ metric }) => metric === 'hw.gpu.memory.limit').map(({ value }) => value);
  const limit = limits.length === 0 ? null : Math.max(...limits);
  let isMeasured = false;
  for (const { metric, value } of readings) {
    if (metric === 'hw.gpu.memory.utilization') {
      if (value >= emptyShare) return 'memory-held';
      isMeasured = true;
    }
    if (metric === 'hw.gpu.memory.usage') {
      if (value > emptyBytes || (limit !== null && value >= emptyShare * limit)) return 'memory-held';
      isMeasured = true;
    }
  }
  return isMeasured ? 'empty' : null;
}
