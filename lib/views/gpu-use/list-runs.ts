import type pg from 'pg';
import type { PriceOfTime } from '@/lib/analytics/gpu-use/split-bill';
import type { GpuWaste, GpuWasteRun } from '@/lib/api/contracts/gpu-waste';
import type { Reach } from '@/lib/domain/access';
import { formatAmount } from '@/lib/domain/cost/amount';
import { type KeptGpuRun, readRuns } from '@/lib/store/gpu-use/kept-runs';
import type { UseDays } from '@/lib/store/gpu-use/read-gpu-use';
import { type RunDay, type RunFilter, type RunKind, readRunUse } from '@/lib/store/gpu-use/read-run-use';

/** Most that are told, and most attempts that are looked at for them. */
const bounds = { told: 50, lookedAt: 500 };

/** What is told of attempts: of those that were lost each by itself, of those that ended all of one job together. */
export interface RunsAsked {
  kind: RunKind;
  range: UseDays;
  filter: RunFilter;
  reach: Reach;
  /** The first day of which anything is accounted; null: none is. */
  accountedFrom: string | null;
  priceOf: PriceOfTime;
}

/** The attempts, or jobs, that had most. */
export async function listRuns(pool: pg.Pool, asked: RunsAsked): Promise<GpuWaste['training']> {
  const { kind, range, filter, reach } = asked;
  const { days, runs } = await readRunUse(pool, range, kind, { filter, reach, most: bounds.lookedAt });
  const kept = new Map(
    (await readRuns(pool, [...new Set(days.map(({ runId }) => runId))])).map((run) => [run.id, run]),
  );
  const groups = Map.groupBy(
    [...Map.groupBy(days, ({ runId }) => runId)].flatMap(([id, own]) => {
      const run = kept.get(id);
      return run === undefined ? [] : [{ run, days: own }];
    }),
    ({ run }) => (kind === 'lost' ? run.id : toJobKey(run)),
  );
  const items = [...groups.values()]
    .map((group) => toItem(group, asked))
    .filter((item) => item !== null)
    .sort((one, other) => other.ms - one.ms || (one.id < other.id ? -1 : 1));
  const leftOut = Math.max(0, items.length - bounds.told) + Math.max(0, runs - bounds.lookedAt);
  return { items: items.slice(0, bounds.told), leftOut };
}

/** Attempts and parts of one job. */
function toJobKey({ connectionId, namespace, madeBy, resourceId }: KeptGpuRun): string {
  return JSON.stringify([connectionId, namespace, madeBy ?? resourceId]);
}

function toItem(
  group: readonly { run: KeptGpuRun; days: readonly RunDay[] }[],
  { kind, range, accountedFrom, priceOf }: RunsAsked,
): GpuWasteRun | null {
  const latest = group
    .map(({ run }) => run)
    .sort((one, other) => other.startedAt.getTime() - one.startedAt.getTime())[0];
  if (latest === undefined) return null;
  const days = group.flatMap((one) => one.days);
  const sums = new Map<
    string,
    { basis: GpuWasteRun['costs'][number]['basis']; currency: string | null; amount: bigint }
  >();
  let isBilled = true;
  for (const day of days) {
    const costs = priceOf(day, day.ms);
    if (costs.length === 0) isBilled = false;
    for (const { basis, currency, amount } of costs) {
      const key = JSON.stringify([basis, currency]);
      const known = sums.get(key);
      sums.set(key, known === undefined ? { basis, currency, amount } : { ...known, amount: known.amount + amount });
    }
  }
  const startedAt = new Date(Math.min(...group.map(({ run }) => run.startedAt.getTime())));
  const { id, namespace, system, site, team, owner, outcome, reason, endedAt, checkpointAt } = latest;
  const [gpuModel = null, ...others] = new Set(days.map((day) => day.gpuModel));
  const firstDay = startedAt.toISOString().slice(0, 10);
  return {
    id,
    name: kind === 'lost' ? latest.name : (latest.madeBy?.split('/').slice(1).join('/') ?? latest.name),
    namespace,
    system,
    attempts: group.length,
    site,
    team,
    owner,
    gpuModel: others.length === 0 ? gpuModel : null,
    outcome,
    reason,
    startedAt: startedAt.toISOString(),
    endedAt: endedAt?.toISOString() ?? null,
    checkpointAt: checkpointAt?.toISOString() ?? null,
    ms: days.reduce((sum, { ms }) => sum + ms, 0),
    costs: [...sums.values()].map((sum) => ({ ...sum, amount: formatAmount(sum.amount) })),
    atLeast: !isBilled || firstDay < range.from || accountedFrom === null || firstDay <= accountedFrom,
  };
}
