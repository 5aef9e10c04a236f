import type { Quota } from '../google-error';

const minuteMs = 60_000;

/** Counts calls of each consumer against published limits, minute by minute. */
export interface CallCounter {
  /** Whether one more call fits; counts it when it does. */
  admit(quota: Quota, consumer: string, now: Date): boolean;
}

export function createCallCounter(): CallCounter {
  const counts = new Map<string, { minute: number; calls: number }>();
  return {
    admit({ metric, perMinute }, consumer, now) {
      const key = `${metric} ${consumer}`;
      const minute = Math.floor(now.getTime() / minuteMs);
      const before = counts.get(key);
      const calls = before?.minute === minute ? before.calls + 1 : 1;
      if (calls > perMinute) return false;
      counts.set(key, { minute, calls });
      return true;
    },
  };
}
