import type { Engine } from '../connect/open-engine';
import { fromLabels, ownLabels, toIdentityKey } from '../names/series-labels';
import { querySamples } from '../read/query-engine';
import type { Outgoing } from './outgoing';

/** What of a request an engine holds already, and what is left of it. */
export interface SortedOut {
  /** Samples the engine has just so. */
  held: Outgoing[];
  /** Newer than all the engine has of their series. */
  newer: Outgoing[];
  /** Between or before what it has, or another value of a moment it has. */
  late: Outgoing[];
}

/** Compares a request with what the engine holds of its series. */
export async function sortOut(engine: Engine, request: readonly Outgoing[], now: Date): Promise<SortedOut> {
  const held = await readHeld(engine, request, now);
  const sorted: SortedOut = { held: [], newer: [], late: [] };
  for (const series of request) {
    const has = held.get(series.key);
    const newest = has === undefined ? Number.NEGATIVE_INFINITY : Math.max(...has.keys());
    const kinds = series.times.map((time, index): keyof SortedOut => {
      if (has?.get(time) === series.values[index]) return 'held';
      return time > newest ? 'newer' : 'late';
    });
    for (const kind of ['held', 'newer', 'late'] as const) {
      const chosen = (_: number, index: number) => kinds[index] === kind;
      const times = series.times.filter(chosen);
      if (times.length > 0) sorted[kind].push({ ...series, times, values: series.values.filter(chosen) });
    }
  }
  return sorted;
}

/** The engine's samples by series and moment, from the first moment of the request on. */
async function readHeld(
  engine: Engine,
  request: readonly Outgoing[],
  now: Date,
): Promise<Map<string, Map<number, number>>> {
  const first = Math.min(...request.map(({ times }) => times[0] ?? Number.POSITIVE_INFINITY));
  const last = Math.max(now.getTime(), ...request.map(({ times }) => times.at(-1) ?? Number.NEGATIVE_INFINITY));
  const range = { from: new Date(first), to: new Date(last + 1) };
  const held = new Map<string, Map<number, number>>();
  for (const selector of toSelectors(request)) {
    const { series } = await querySamples(engine, selector, range);
    for (const { labels, times, values } of series) {
      const found = fromLabels(labels);
      if (found === null) continue;
      const key = toIdentityKey(found);
      const samples = held.get(key) ?? new Map<number, number>();
      for (const [index, time] of times.entries()) {
        const value = values[index];
        if (value !== undefined) samples.set(time, value);
      }
      if (samples.size > 0) held.set(key, samples);
    }
  }
  return held;
}

/** One selector a metric of the request's connection. */
function toSelectors(request: readonly Outgoing[]): Set<string> {
  const own = new Set<string>(['__name__', ownLabels.connection]);
  return new Set(
    request.map(({ labels }) => {
      const matchers = labels.filter(({ name }) => own.has(name));
      return `{${matchers.map(({ name, value }) => `${name}=${JSON.stringify(value)}`).join(',')}}`;
    }),
  );
}
