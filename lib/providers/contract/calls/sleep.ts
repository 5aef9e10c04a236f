/** Waits, in milliseconds; throws the signal's reason as soon as it is aborted. */
export function sleep(durationMs: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal.aborted) return reject(signal.reason);
    const wake = () => {
      clearTimeout(timer);
      signal.removeEventListener('abort', wake);
      if (signal.aborted) reject(signal.reason);
      else resolve();
    };
    const timer = setTimeout(wake, durationMs);
    signal.addEventListener('abort', wake);
  });
}
