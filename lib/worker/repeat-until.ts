import { setTimeout as sleep } from 'node:timers/promises';

export interface Repetition {
  everyMs: number;
  signal: AbortSignal;
  /** Told of a failure when it is the first in a row, and of the success that ends the row. */
  onFailure: (error: unknown) => void;
  onRecovery: () => void;
}

const backoffBaseMs = 500;
const backoffMaxMs = 10_000;

/** Does `work` again and again until the signal aborts. After failures it waits longer, with full jitter. Never rejects. */
export async function repeatUntil({ everyMs, signal, onFailure, onRecovery }: Repetition, work: () => Promise<void>) {
  let failures = 0;
  while (!signal.aborted) {
    let pauseMs = everyMs;
    try {
      await work();
      if (failures > 0) onRecovery();
      failures = 0;
    } catch (error) {
      failures += 1;
      if (failures === 1) onFailure(error);
      pauseMs = everyMs + Math.random() * Math.min(backoffMaxMs, backoffBaseMs * 2 ** failures);
    }
    await sleep(pauseMs, undefined, { signal }).catch(() => undefined);
  }
}
