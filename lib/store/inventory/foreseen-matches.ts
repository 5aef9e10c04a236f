import type pg from 'pg';
import { z } from 'zod';
import { toConditions } from './filter-sql';
import type { PageRequest } from './page-request';
import { type PageBound, type PageStretch, toBase, toColumn, toValue } from './page-stretch';
import { toPresence } from './presence';
import { type Sample, toSamples } from './sample-rows';
import { SqlParameters } from './sql-parameters';

/** What a sample of the table lets one expect of a list. */
export interface ForeseenMatches {
  /** Matches in the sample, wherever they stand in the list. */
  sampled: number;
  /** Resources that each of them stands for. */
  scale: number;
  /** How far to go in the stretch that was asked for; null when the sample alone does not hold as many as are wanted. */
  bounds: ForeseenBounds | null;
}

interface ForeseenBounds {
  /** As many as are wanted stand up to here: they are in the sample alone. */
  certain: PageBound;
  /** Much nearer, and most likely far enough. */
  likely: PageBound;
  /** About how many entries of the sort's index it takes to meet as many. */
  entries: number;
}

/** Index entries that are quickly told apart from the rest of the table. */
const nearEntries = 100_000;
/** How many more sampled matches make it likely that the table holds as many as these stand for. */
const spare = 4;

const placesSchema = z.array(
  z.object({
    sampled: z.coerce.number(),
    place: z.coerce.number().nullable(),
    entries: z.coerce.number(),
    value: z.string().nullable(),
    id: z.string().nullable(),
  }),
);

/** Looks for a list's matches, and those of one stretch of it, in a sample of the table; null when that is too small. */
export async function foreseeMatches(
  pool: pg.Pool,
  request: PageRequest,
  stretch: PageStretch,
  wanted: number,
): Promise<ForeseenMatches | null> {
  const samples = await toSamples(pool);
  if (samples === null) return null;
  const { fine, coarse } = samples;
  const expected = Math.min(wanted, Math.ceil(wanted / fine.scale));
  const likely = Math.min(wanted, expected + spare);
  const parameters = new SqlParameters();
  const sql = toPlacesSql(request, stretch, samples, [expected, likely, wanted], parameters);
  const { rows } = await pool.query(sql, parameters.values);
  const places = placesSchema.parse(rows);
  const find = (wantedPlace: number) => {
    const found = places.find(({ place }) => place === wantedPlace);
    if (found === undefined || found.id === null) return null;
    const entries = found.entries * coarse.scale;
    return { value: found.value, id: found.id, entries, isNear: entries <= nearEntries };
  };
  const [near, far, furthest] = [find(expected), find(likely), find(wanted)];
  return {
    sampled: Math.max(...places.map(({ sampled }) => sampled)),
    scale: fine.scale,
    bounds: near && far && furthest ? { certain: furthest, likely: far, entries: near.entries } : null,
  };
}

/** Where the sampled matches stand that come at given places of a stretch. One row at least. */
function toPlacesSql(
  request: PageRequest,
  stretch: PageStretch,
  { fine, coarse }: { fine: Sample; coarse: Sample },
  places: number[],
  parameters: SqlParameters,
): string {
  const { question, state, sort } = request;
  const column = toColumn(request, parameters);
  const base = toBase(request, column, stretch, parameters).join(' and ');
  const conditions = [toPresence(question, parameters), ...toConditions(question, state, parameters)];
  const isUpTo = sort.order === 'asc' ? '<=' : '>=';
  const reached = stretch.hasValue
    ? `(${column.expression}, r.id) ${isUpTo} (placed.sort_value, placed.id)`
    : `r.id ${isUpTo} placed.id`;
  return `
    with found as materialized (
      select ${toValue(column, stretch)} as sort_value, r.id, ${base} as stands
      from resource r ${fine.clause} where ${conditions.join(' and ')}),
    placed as (
      select sort_value, id, row_number() over (order by sort_value ${sort.order}, id ${sort.order}) as place
      from found where stands)
    select counted.sampled, placed.place, placed.sort_value::text as value, placed.id,
      (select count(*) from resource r ${coarse.clause} where ${base} and ${reached}) as entries
    from (select count(*) as sampled from found) counted
    left join placed on placed.place = any(${parameters.add(places, 'int8[]')})`;
}
