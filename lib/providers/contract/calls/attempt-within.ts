import type { ProviderCall } from '../provider-calls';
import { ProviderError } from '../provider-error';

/**
 * Makes one attempt within a time limit and until the session's signal is aborted. The attempt's own signal follows
 * both, and an attempt that ignores it is left behind. Running out of time throws `unavailable` with code `TimedOut`.
 */
export async function attemptWithin<T>(
  call: ProviderCall,
  limitMs: number,
  session: AbortSignal,
  attempt: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  session.throwIfAborted();
  const controller = new AbortController();
  const { signal } = controller;
  const timer = setTimeout(() => controller.abort(timedOut(call, limitMs)), limitMs);
  const abort = () => controller.abort(session.reason);
  session.addEventListener('abort', abort);
  const cutOff = new Promise<never>((_, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason), { once: true });
  });
  try {
    return await Promise.race([attempt(signal), cutOff]);
  } catch (error) {
    signal.throwIfAborted();
    throw error;
  } finally {
    clearTimeout(timer);
    session.removeEventListener('abort', abort);
  }
}

function timedOut({ operation, place }: ProviderCall, limitMs: number): ProviderError {
  const where = place === undefined ? '' : ` in ${place}`;
  return new ProviderError({
    kind: 'unavailable',
    code: 'TimedOut',
    operation,
    message: `${operation}${where} did not answer in full within ${limitMs / 1000} s.`,
    remedy: 'Wait for the next collection; if it lasts, check the provider’s status page and the network path to it.',
  });
}
