import type pg from 'pg';
import { requirePermission } from '@/lib/access/authorise';
import { toWayUsual, type WayHour, type WayUsual } from '@/lib/analytics/link-health/way-baseline';
import type { PathsUsual, PathUsual } from '@/lib/api/contracts/path-usual';
import { ProbeSum } from '@/lib/domain/probe/probe-sums';
import { listWays, type PlacedSpan, readNamedHours, type WayOfTargets } from '@/lib/store/probes/read-spans';
import type { ViewContext } from '@/lib/views/view-context';
import { toPathUnit } from './to-path';

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
/** So many ways are read and merged at once, so that others are answered in between. */
const waysAtOnce = 100;
/** Of more ways nobody waits for what is usual. */
const mostWays = 20_000;

type Item = PathsUsual['items'][number];
type Ends = Pick<Item, 'from' | 'to'>;

interface Made {
  atMs: number;
  usual: Promise<{ items: readonly Item[]; leftOut: readonly Ends[] }>;
}

// A bundler may load this module once a route, and each copy must find the same.
const holder: { millwrightUsualWays?: WeakMap<pg.Pool, Made> } = globalThis as typeof globalThis & {
  millwrightUsualWays?: WeakMap<pg.Pool, Made>;
};

/**
 * What is usual at this hour for the ways a person may see that agents measure. Made once an hour for everybody. What
 * exporters and monitors tell is not kept finely enough for percentiles of the days before, so nothing is usual of it. Of more than `most`
 * ways the first by their names are told, and how many others there are.
 */
export async function readUsualWays(
  { actor, database, now }: ViewContext,
  most: number = mostWays,
): Promise<PathsUsual> {
  const reach = requirePermission(actor, 'inventory:read');
  const atMs = Math.floor(now.getTime() / hourMs) * hourMs;
  holder.millwrightUsualWays ??= new WeakMap();
  let made = holder.millwrightUsualWays.get(database.pool);
  if (made?.atMs !== atMs) {
    made = { atMs, usual: makeUsual(database.pool, atMs, most) };
    holder.millwrightUsualWays.set(database.pool, made);
    const failing = made;
    failing.usual.catch(() => {
      if (holder.millwrightUsualWays?.get(database.pool) === failing) holder.millwrightUsualWays.delete(database.pool);
    });
  }
  const { items, leftOut } = await made.usual;
  const isVisible = ({ from, to }: Ends) => reach.everything || reach.sites.includes(from) || reach.sites.includes(to);
  return {
    at: new Date(atMs).toISOString(),
    items: items.filter(isVisible),
    leftOut: leftOut.filter(isVisible).length,
  };
}

async function makeUsual(pool: pg.Pool, atMs: number, most: number): Promise<Awaited<Made['usual']>> {
  const all = await listWays(pool);
  const ways = all.slice(0, most);
  const items: Item[] = [];
  for (let start = 0; start < ways.length; start += waysAtOnce)
    items.push(...(await makePart(pool, ways.slice(start, start + waysAtOnce), atMs)));
  return { items, leftOut: all.slice(most) };
}

/** The day before is read for those ways alone of which the same hour tells too little. */
async function makePart(pool: pg.Pool, ways: readonly WayOfTargets[], atMs: number): Promise<Item[]> {
  const sameHours = [1, 2, 3, 4, 5, 6, 7, 14, 21, 28].flatMap((days) =>
    [-1, 0, 1].map((hours) => atMs - days * dayMs + hours * hourMs),
  );
  const byHours = await readWays(pool, ways, sameHours, atMs);
  const lacking = ways.filter((_, index) => byHours[index]?.p50 === null && byHours[index]?.loss === null);
  const lastDay = Array.from({ length: 23 }, (_, index) => atMs - dayMs + index * hourMs);
  const byDay = lacking.length === 0 ? [] : await readWays(pool, lacking, lastDay, atMs);
  return ways.flatMap((way, index) => {
    const usual = byDay[lacking.indexOf(way)] ?? byHours[index];
    if (usual === undefined) return [];
    const { from, to, kind } = way;
    const tell = (each: WayUsual | null): PathUsual =>
      each && { median: each.median, limit: each.limit, basis: each.basis, hours: each.readings };
    return [
      {
        from,
        to,
        kind,
        p50: tell(usual.p50),
        p95: tell(usual.p95),
        loss: tell(usual.loss),
        jitter: tell(usual.jitter),
      },
    ];
  });
}

async function readWays(pool: pg.Pool, ways: readonly WayOfTargets[], hours: readonly number[], atMs: number) {
  const wanted = hours.map((hour) => new Date(hour));
  const spans = await readNamedHours(
    pool,
    ways.flatMap(({ targets }) => targets),
    wanted,
  );
  const byTarget = Map.groupBy(spans, ({ target }) => target);
  return ways.map(({ kind, targets }) =>
    toWayUsual(
      kind,
      toHours(
        kind,
        targets.flatMap((target) => byTarget.get(target) ?? []),
      ),
      atMs,
    ),
  );
}

/** Whatever several targets and agents measured in an hour counts as one: sketches merge. */
function toHours(kind: WayOfTargets['kind'], spans: readonly PlacedSpan[]): WayHour[] {
  const { perUnit } = toPathUnit(kind);
  return [...Map.groupBy(spans, ({ at }) => at.getTime())].map(([atMs, each]) => {
    const sum = new ProbeSum();
    for (const span of each) sum.add(span);
    const [p50, p95] = sum.values.quantiles([0.5, 0.95]);
    const { loss, jitterNs } = sum;
    const tell = (value: number | null) => (value === null ? null : value / perUnit);
    return { atMs, p50: tell(p50), p95: tell(p95), loss, jitter: tell(jitterNs) };
  });
}
