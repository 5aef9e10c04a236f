import { setTimeout as sleep } from 'node:timers/promises';
import { PlainError } from '@/lib/cli/plain-error';

/** Asks again and again until the answer is yes. Rejects with a sentence when that takes longer than `withinMs`. */
export async function waitUntil(what: string, isSo: () => Promise<boolean>, withinMs: number): Promise<void> {
  const giveUpAt = performance.now() + withinMs;
  while (!(await isSo())) {
    if (performance.now() > giveUpAt) throw new PlainError(`The ${what} was not ready within ${withinMs / 1000} s.`);
    await sleep(100);
  }
}

/** Whether an address answers 200 now. */
export async function answersOk(url: string): Promise<boolean> {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(5_000), redirect: 'manual' });
    await response.body?.cancel();
    return response.status === 200;
  } catch {
    return false;
  }
}
