import type { PoolSplit } from '@/lib/domain/cost/allocation-rules';
import { type Amount, parseAmount, splitAmount } from '@/lib/domain/cost/amount';

/** Why a pool is borne by nobody. */
export type UnsplitReason = 'no-direct-cost' | 'no-gpu-hours';

/** What the teams of a pool are weighed by. */
interface TeamWeights {
  direct: ReadonlyMap<string, Amount>;
  gpuHours: ReadonlyMap<string, bigint>;
}

/** A pool's shares by team, which add up to it; or none, and the reason why nobody bears it. */
interface SplitOutcome {
  shares: ReadonlyMap<string, Amount>;
  reason: UnsplitReason | null;
}

/**
 * Splits a pool. What a team owes on balance weighs as nought: a credit bears no share. Teams come in the order of their
 * names, so that the last digit falls alike whatever order they are told in.
 */
export function splitPool(amount: Amount, split: PoolSplit, weights: TeamWeights): SplitOutcome {
  if (amount === 0n) return { shares: new Map(), reason: null };
  const shares = shareOut(amount, toWeights(split, weights));
  if (shares !== null) return { shares, reason: null };
  return { shares: new Map(), reason: split.by === 'usage' ? 'no-gpu-hours' : 'no-direct-cost' };
}

/** An amount by weight among those who weigh anything; null: nobody does. */
export function shareOut(
  amount: Amount,
  weights: readonly (readonly [team: string, weight: bigint])[],
): ReadonlyMap<string, Amount> | null {
  const bearing = weights.filter(([, weight]) => weight > 0n).toSorted(([one], [other]) => (one < other ? -1 : 1));
  const parts = splitAmount(
    amount,
    bearing.map(([, weight]) => weight),
  );
  if (parts === null) return null;
  return new Map(
    parts.flatMap((part, place) => bearing.slice(place, place + 1).map(([team]) => [team, part] as const)),
  );
}

function toWeights(split: PoolSplit, { direct, gpuHours }: TeamWeights): (readonly [team: string, weight: bigint])[] {
  if (split.by === 'even') return split.teams.map((team) => [team, 1n]);
  if (split.by === 'fixed') return split.shares.map(({ team, percent }) => [team, readPercent(percent)]);
  const known = [...(split.by === 'usage' ? gpuHours : direct)];
  return known.filter(([team]) => split.teams === null || split.teams.includes(team));
}

function readPercent(text: string): bigint {
  const percent = parseAmount(text.trim());
  if (percent === null) throw new RangeError(`“${text}” is no share in percent.`);
  return percent;
}
