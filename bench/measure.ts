/** One line of the table: what was measured, in its unit. */
export interface Measurement {
  name: string;
  median: number;
  p95: number;
  unit: 'ms' | 's' | 'per second' | 'ratio' | 'kB' | 'MB' | '%';
  /** What p95 must not exceed, or the median reach where more is better; absent for references. */
  bar?: { atMost: number } | { atLeast: number };
}

/** Runs work `times` over, after one run that does not count, and takes its times. */
export async function measure(
  name: string,
  times: number,
  work: (turn: number) => Promise<unknown>,
  bar?: Measurement['bar'],
): Promise<Measurement> {
  await work(0);
  const taken: number[] = [];
  for (let turn = 0; turn < times; turn++) taken.push(await timed(() => work(turn)));
  return { ...toQuantiles(taken), name, unit: 'ms', bar };
}

/** Milliseconds that work takes. */
export async function timed(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

/** What was found out once, as a measurement's values. */
export const both = (value: number) => ({ median: value, p95: value });

export function toQuantiles(values: number[]): { median: number; p95: number } {
  const sorted = [...values].sort((left, right) => left - right);
  return { median: at(sorted, 0.5), p95: at(sorted, 0.95) };
}

function at(sorted: number[], quantile: number): number {
  const value = sorted[Math.min(sorted.length - 1, Math.ceil(quantile * sorted.length) - 1)];
  if (value === undefined) throw new RangeError('Nothing was measured.');
  return value;
}
