import { formatDuration } from '@/lib/time/format-duration';

/** How long work waited: schedulers tell seconds, so that anything shorter is under one. Milliseconds. */
export const sayWaited = (waitedMs: number): string => (waitedMs < 1_000 ? 'under 1 s' : formatDuration(waitedMs));
