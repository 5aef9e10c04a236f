import { requirePermission } from '@/lib/access/authorise';
import type { Path, PathStretch, Paths, PathsQuery } from '@/lib/api/contracts/paths';
import { toProbeUnit } from '@/lib/domain/probe/probe';
import type { ProbeSum } from '@/lib/domain/probe/probe-sums';
import { Refusal } from '@/lib/domain/refusal';
import { countSpans, type MeasuredPath, type PathsAsked, readPaths } from '@/lib/store/probes/read-paths';
import type { ViewContext } from '@/lib/views/view-context';
import { readExporterPaths } from './read-exporter-paths';

const minuteMs = 60_000;
const dayMs = 86_400_000;
const stretches: Record<PathStretch, PathsAsked['over']> = {
  '15m': { by: 'recent', ms: 15 * minuteMs },
  '1h': { by: 'minutes', ms: 60 * minuteMs },
  '24h': { by: 'hours', ms: dayMs },
  '7d': { by: 'hours', ms: 7 * dayMs },
  '30d': { by: 'hours', ms: 30 * dayMs },
};
/** Of more spans than that nobody waits for the answer. */
const mostSpans = 150_000;

/**
 * The ways between sites that are measured, each by kind. A way is seen by whoever may see one of its ends. The quarter of an
 * hour is that up to the last report, as long as that came within the last; longer stretches are up to now, in whole hours
 * beyond one hour. Throws an `invalid` Refusal where the ways are too many for a long stretch.
 */
export async function readPathMatrix({ actor, database, now }: ViewContext, query: PathsQuery): Promise<Paths> {
  const reach = requirePermission(actor, 'inventory:read');
  const over = stretches[query.over];
  const { from, to, kind } = query;
  const asked = { sites: reach.everything ? null : reach.sites, from, to, kind, over, now };
  if (over.by !== 'recent' && (await countSpans(database.pool, asked)) > mostSpans)
    throw new Refusal('invalid', 'These are too many ways for so long: name a site, a kind or a shorter stretch.', [
      { path: 'over', message: 'Choose a shorter one' },
    ]);
  const measured = [...(await readPaths(database.pool, asked)), ...(await readExporterPaths(database, asked))];
  return {
    over: query.over,
    from: new Date(now.getTime() - over.ms).toISOString(),
    to: now.toISOString(),
    items: measured.map((path) => toPath(path, now)),
  };
}

function toPath({ from, to, kind, source, targets, agents, sum, lastMinute }: MeasuredPath, now: Date): Path {
  const unit = toProbeUnit(kind) === 'ns' ? 's' : 'By/s';
  const perUnit = unit === 's' ? 1_000_000_000 : 1;
  const { loss, jitterNs } = sum;
  return {
    from,
    to,
    kind,
    source,
    state: sum.sent > 0 ? 'measured' : 'unknown',
    unit,
    values: toValues(sum, perUnit),
    loss,
    jitter: jitterNs === null ? null : Math.round(jitterNs) / perUnit,
    sent: sum.sent,
    lost: sum.lost,
    failed: sum.failed,
    fault: sum.fault,
    targets,
    agents: agents.size,
    lastMeasuredAt: toEnd(lastMinute, now),
  };
}

function toValues({ values }: ProbeSum, perUnit: number): Path['values'] {
  const { count, min, max, sum } = values;
  const [p50, p95, p99] = values.quantiles([0.5, 0.95, 0.99]);
  if (min === null || max === null || p50 === null || p95 === null || p99 === null) return null;
  // Whole units of the sketch: what is less says nothing.
  const tell = (value: number) => Math.round(value) / perUnit;
  return {
    p50: tell(p50),
    p95: tell(p95),
    p99: tell(p99),
    min: tell(min),
    max: tell(max),
    mean: tell(Number(sum) / count),
    count,
  };
}

/** The end of a minute; of the one that is under way, now. */
function toEnd(minute: Date | null, now: Date): string | null {
  if (minute === null) return null;
  return new Date(Math.min(now.getTime(), minute.getTime() + minuteMs)).toISOString();
}
