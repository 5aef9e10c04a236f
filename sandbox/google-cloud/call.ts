import type { Fault } from '../faults/fault';
import type { WorldSnapshot } from '../world/google-cloud/world';
import type { LoadStore } from './bigquery/load-store';
import type { Trust } from './identity/trust';

/** One authenticated call, as operations see it. */
export interface Call {
  /** Who asks. */
  principal: string;
  trust: Trust;
  world: WorldSnapshot;
  /** What the billing export loaded. */
  loads: LoadStore;
  seed: string;
  /** Time in the simulated world. */
  worldNow: Date;
  /** What the path's pattern caught. */
  params: readonly string[];
  /** Of repeated parameters, all. */
  query: URLSearchParams;
  body: unknown;
  /** The fault that strikes this call; paging reads the ones about pages. */
  fault: Fault | null;
}

/** A whole number of the query; `absent` when it is not there. */
export function integerOf(query: URLSearchParams, name: string, absent: number): number | null {
  const text = query.get(name);
  if (text === null || text === '') return absent;
  return /^-?\d{1,9}$/.test(text) ? Number(text) : null;
}
