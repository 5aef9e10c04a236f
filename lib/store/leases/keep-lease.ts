import type pg from 'pg';
import { type Lease, LeaseLost } from './lease';
import { renewLease } from './renew-lease';

const late = 'it could not be renewed in time';

/** A lease being renewed in the background. */
export interface KeptLease {
  /** Aborted with a `LeaseLost` the moment the lease can no longer be trusted. */
  signal: AbortSignal;
  /** Stops renewing; does not release. Resolves when no renewal is under way. */
  stop(): Promise<void>;
}

/**
 * Renews a freshly acquired lease three times within its lifetime. When no renewal has succeeded for a lifetime, counted
 * on this process's monotonic clock from before the attempt, the signal aborts even if the database cannot be asked.
 */
export function keepLease(pool: pg.Pool, lease: Lease, ttlMs: number): KeptLease {
  const lost = new AbortController();
  const stopped = new AbortController();
  let renewing: Promise<void> = Promise.resolve();
  let deadline = setTimeout(giveUp, ttlMs, late);
  const timer = setInterval(() => {
    renewing = renewing.then(renew);
  }, ttlMs / 3);

  function giveUp(reason: string): void {
    lost.abort(new LeaseLost(lease, reason));
    clearInterval(timer);
  }

  async function renew(): Promise<void> {
    if (lost.signal.aborted || stopped.signal.aborted) return;
    const askedAt = performance.now();
    try {
      const renewed = await renewLease(pool, lease, ttlMs);
      if (stopped.signal.aborted) return;
      if (!renewed) return giveUp('it ran out or was taken over');
      clearTimeout(deadline);
      deadline = setTimeout(giveUp, Math.max(0, ttlMs - (performance.now() - askedAt)), late);
    } catch {
      // The database cannot be asked now; the deadline decides whether there is time to ask again.
    }
  }

  return {
    signal: lost.signal,
    async stop() {
      stopped.abort();
      clearInterval(timer);
      await renewing;
      clearTimeout(deadline);
    },
  };
}
