/** Reads a subscription holds at most, and how many come back each second. */
export const bucketSize = 250;
const refillPerSecond = 25;

/** Counts reads of each subscription, or of the tenant, as Resource Manager does: by a bucket that refills. */
export class ReadBucket {
  readonly #levels = new Map<string, { level: number; at: number }>();

  /** Takes one read of `scope`; answers how many are left, less than 0 when there was none to take. */
  take(scope: string, now: Date): number {
    const before = this.#levels.get(scope) ?? { level: bucketSize, at: now.getTime() };
    const refilled = before.level + ((now.getTime() - before.at) / 1000) * refillPerSecond;
    const level = Math.min(bucketSize, refilled) - 1;
    this.#levels.set(scope, { level: Math.max(0, level), at: now.getTime() });
    return Math.floor(level);
  }
}
