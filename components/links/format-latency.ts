/** A round trip as people read it: `0.42 ms`, `87 ms`. Seconds. */
export function formatLatency(seconds: number): string {
  const ms = seconds * 1000;
  return `${ms < 10 ? ms.toFixed(2) : ms < 100 ? ms.toFixed(1) : ms.toFixed(0)} ms`;
}
