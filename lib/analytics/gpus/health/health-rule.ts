import type { MetricName } from '@/lib/domain/metric';

/** For how long an XID, or a memory error that could not be corrected, speaks against a device, in milliseconds. */
export const troubleForMs = 60 * 60_000;
/** Over what time throttling is judged, in milliseconds. */
export const throttlingForMs = 15 * 60_000;
/** The steps its trends are read in, in milliseconds. */
export const healthStepMs = 5 * 60_000;
/** Share of the time throttled for heat from which a device is degraded. */
export const throttledFrom = 0.1;
/** Degrees Celsius from which a device is degraded, where nothing tells whether it is throttled. */
export const hotFrom = 90;

/** The metrics whose trends tell of health. */
export const healthMetrics = ['gpu.xid', 'hw.errors', 'gpu.throttle.time'] as const satisfies readonly MetricName[];

/** What has to be read of them to judge health now. */
export function healthRange(now: Date): { from: Date; to: Date } {
  return { from: new Date(now.getTime() - troubleForMs), to: new Date(now.getTime() + healthStepMs) };
}
