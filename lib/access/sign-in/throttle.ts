export interface Throttle {
  /** Counts one attempt under a key; false when the window's limit is used up. */
  admit(key: string, now: Date): boolean;
}

/** At most `limit` attempts a key in any window of `windowMs`. Remembers `maxKeys`, the oldest forgotten first. */
export function createThrottle({
  limit,
  windowMs,
  maxKeys = 10_000,
}: {
  limit: number;
  windowMs: number;
  maxKeys?: number;
}): Throttle {
  const attempts = new Map<string, number[]>();
  return {
    admit(key, now) {
      const since = now.getTime() - windowMs;
      const recent = (attempts.get(key) ?? []).filter((at) => at > since);
      attempts.delete(key);
      const admitted = recent.length < limit;
      if (admitted) recent.push(now.getTime());
      attempts.set(key, recent);
      const [oldest] = attempts.keys();
      if (attempts.size > maxKeys && oldest !== undefined) attempts.delete(oldest);
      return admitted;
    },
  };
}
