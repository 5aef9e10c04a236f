import type { IdleHours } from '@/lib/analytics/allocation/idle-cost';
import { multiplyAmount } from '@/lib/domain/cost/amount';
import { addGpuTime, type GpuUseAccount, type GpuUseTime, noGpuTime, totalGpuTime } from '@/lib/domain/cost/gpu-use';
import type { DayRange } from '@/lib/store/cost-rollups/cost-question';
import type { Database } from '@/lib/store/database/database';
import { readGpuUse } from '@/lib/store/gpu-use/read-gpu-use';

/** How much of GPUs' time nobody had them. */
interface MeasuredIdle {
  /** On how many days anything was measured: of others nothing is known. */
  days: number;
  /** The days that a team's hours are of: of what it paid on others nothing is known. Null as a team: of none. */
  daysByTeam: ReadonlyMap<string | null, ReadonlySet<string>>;
  /** In milliseconds of a GPU. */
  byTeam: ReadonlyMap<string | null, IdleHours>;
  /** Share of the GPU-hours of these days that nobody measured, in percent with one digit. */
  unknownPercent: string;
}

/** Idle hours of a range; null: on no day of it was anything measured. */
export async function readIdleHours({ pool }: Pick<Database, 'pool'>, range: DayRange): Promise<MeasuredIdle | null> {
  return toMeasuredIdle(await readGpuUse(pool, range));
}

/**
 * Of accounts of GPU-hours, those that nobody had. What somebody had and left idle stays with whoever had it: else holding
 * GPUs and leaving them idle would make a team's bill smaller, or others'. What nobody measured counts among the hours and
 * not as idle; a day or a team of which nothing at all was measured is not told, for that is not nought.
 */
export function toMeasuredIdle(accounts: readonly Pick<GpuUseAccount, 'day' | 'team' | 'time'>[]): MeasuredIdle | null {
  const measured = withKnown(accounts, ({ day }) => day).flat();
  const all = sumTimes(measured);
  const total = totalGpuTime(all);
  if (total === 0) return null;
  const tenths = multiplyAmount(1000n, { numerator: BigInt(all.unknown), denominator: BigInt(total) }, 'half-even');
  const teams = withKnown(measured, ({ team }) => team).flatMap((own) =>
    own.slice(0, 1).map(({ team }) => ({ team, own })),
  );
  return {
    days: new Set(measured.map(({ day }) => day)).size,
    daysByTeam: new Map(teams.map(({ team, own }) => [team, new Set(own.map(({ day }) => day))])),
    byTeam: new Map(teams.map(({ team, own }) => [team, toIdleHours(sumTimes(own))])),
    unknownPercent: `${tenths / 10n}.${tenths % 10n}`,
  };
}

/** Accounts in groups, without those groups of which nobody measured anything. */
function withKnown<T extends Pick<GpuUseAccount, 'time'>>(accounts: readonly T[], by: (account: T) => unknown): T[][] {
  return [...Map.groupBy(accounts, by).values()].filter((own) => {
    const time = sumTimes(own);
    return totalGpuTime(time) > time.unknown;
  });
}

function sumTimes(accounts: readonly Pick<GpuUseAccount, 'time'>[]): GpuUseTime {
  return accounts.reduce((sum, { time }) => addGpuTime(sum, time), noGpuTime);
}

function toIdleHours(time: GpuUseTime): IdleHours {
  return { idle: BigInt(time['not-allocated']), accounted: BigInt(totalGpuTime(time)) };
}
