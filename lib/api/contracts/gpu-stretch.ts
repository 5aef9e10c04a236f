import { instantSchema } from './paging';

/** A stretch of time, `to` not included: 13 months at most. */
export const gpuStretch = { from: instantSchema, to: instantSchema };
const longestStretchMs = 400 * 86_400_000;

/** Whether it ends after it begins, within what may be asked at once. */
export function isGpuStretch({ from, to }: { from: string; to: string }): boolean {
  const ms = Date.parse(to) - Date.parse(from);
  return ms > 0 && ms <= longestStretchMs;
}

export const stretchFault = { message: 'Must end after it begins, and span 13 months at most.', path: ['to'] };
