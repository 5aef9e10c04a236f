import type pg from 'pg';
import { cellStoreOf } from './cell-store';

/** Rows that are cheap to look at one by one. */
const sampledRows = 20_000;
/** Rows that are enough to tell a stretch of the table from another by its length. */
const coarselySampledRows = 2_000;

/** Some resources from all over the table, the same ones each time. */
export interface Sample {
  /** The `tablesample` clause that looks at them. */
  clause: string;
  /** How many resources each of them stands for. */
  scale: number;
}

/** A sample of about `sampledRows` resources and one of far fewer; null when there are not many more than the first. */
export async function toSamples(pool: pg.Pool): Promise<{ fine: Sample; coarse: Sample } | null> {
  let present = 0;
  for (const segment of await cellStoreOf(pool).read(pool)) present += segment.present;
  if (present <= 2 * sampledRows) return null;
  return { fine: toSample(present / sampledRows), coarse: toSample(present / coarselySampledRows) };
}

function toSample(scale: number): Sample {
  return { clause: `tablesample system (${(100 / scale).toFixed(4)}) repeatable (1)`, scale };
}
