import {
  type Allocation,
  type AllocationRecipe,
  allocate,
  type TeamAllocation,
} from '@/lib/analytics/allocation/allocate';
import type { CostFigure } from '@/lib/api/contracts/cost';
import type { ShowbackBook, ShowbackTeam } from '@/lib/api/contracts/showback';
import type { AllocationRules } from '@/lib/domain/cost/allocation-rules';
import { type Amount, addAmounts, formatAmount } from '@/lib/domain/cost/amount';
import type { AllocatedSum } from '@/lib/store/cost-rollups/sum-allocated';

/** Costs of one currency and basis, allocated, with the sums they are made of. */
export interface AllocatedBook {
  basis: AllocatedSum['basis'];
  currency: string | null;
  sums: readonly AllocatedSum[];
  allocation: Allocation;
}

/** Allocates each currency and basis on its own; GPU-hours weigh alike in all of them. The largest whole comes first. */
export function allocateBooks(
  sums: readonly AllocatedSum[],
  { pools, idle }: AllocationRules,
  idleHours: AllocationRecipe['idleHours'],
): AllocatedBook[] {
  const gpuHours = new Map<string, bigint>();
  for (const { team, gpuHours: hours } of sums)
    if (team !== null)
      gpuHours.set(team, addAmounts(...[gpuHours.get(team), hours].filter((one) => one !== undefined)));
  const recipe = { pools: pools.map(({ split }) => split), idle, gpuHours, idleHours };
  const books = Map.groupBy(sums, ({ basis, currency }) => JSON.stringify([basis, currency]));
  return [...books.values()]
    .flatMap((own) =>
      own.slice(0, 1).map(({ basis, currency }) => ({ basis, currency, sums: own, allocation: allocate(own, recipe) })),
    )
    .sort((one, other) => (sizeOf(one.allocation.whole) > sizeOf(other.allocation.whole) ? -1 : 1));
}

/** A book as it is told. `atLeast`: bills are missing from it. */
export function toShowbackBook(
  { basis, currency, sums, allocation }: AllocatedBook,
  { pools }: AllocationRules,
  atLeast: boolean,
): ShowbackBook {
  const { whole, teams, unallocated, idle, unsplit } = allocation;
  const direct = (team: string | null) => sums.filter((sum) => sum.pool === null && sum.team === team);
  const isPoolUntold = pools.map((_, place) => sums.some(({ pool, untold }) => pool === place && untold > 0));
  const toFigure = (amount: Amount, rows: readonly AllocatedSum[], isFloor = atLeast) =>
    toCostFigure(amount, rows, isFloor);
  const nobodys = direct(null);
  return {
    basis,
    currency,
    whole: toFigure(whole, sums),
    teams: teams.map((team) => toTeam(team, direct(team.team), { isPoolUntold, atLeast })),
    unallocated:
      nobodys.length === 0
        ? null
        : {
            direct: toFigure(unallocated.direct, nobodys),
            idleOut: formatOrNull(unallocated.idleOut),
            total: toFigure(unallocated.total, nobodys),
          },
    idle: idle === null ? null : { ...idle, amount: formatAmount(idle.amount) },
    unsplit: unsplit.flatMap(({ pool, amount, reason }) =>
      pools.slice(pool, pool + 1).map(({ name }) => ({ pool: name, amount: formatAmount(amount), reason })),
    ),
  };
}

function toTeam(
  { team, direct, idleOut, fromPools, idleIn, total }: TeamAllocation,
  own: readonly AllocatedSum[],
  { isPoolUntold, atLeast }: { isPoolUntold: readonly boolean[]; atLeast: boolean },
): ShowbackTeam {
  const sharesUntold = fromPools.some((share, place) => share !== null && isPoolUntold[place] === true);
  const isShared = idleIn !== null || fromPools.some((share) => share !== null);
  const figure = toCostFigure(total, own, atLeast || sharesUntold);
  return {
    team,
    direct: direct === null ? null : toCostFigure(direct, own, atLeast),
    idleOut: formatOrNull(idleOut),
    fromPools: fromPools.map(formatOrNull),
    idleIn: formatOrNull(idleIn),
    // Of a team whose own costs are not told, what it shares is.
    total: isShared ? { ...figure, amount: formatAmount(total) } : figure,
  };
}

function toCostFigure(amount: Amount, sums: readonly AllocatedSum[], isFloor: boolean): CostFigure {
  const rows = sums.reduce((count, sum) => count + sum.rows, 0);
  const untoldRows = sums.reduce((count, sum) => count + sum.untold, 0);
  const isTold = rows === 0 || rows > untoldRows;
  return { amount: isTold ? formatAmount(amount) : null, rows, untoldRows, atLeast: isFloor || untoldRows > 0 };
}

function formatOrNull(amount: Amount | null): string | null {
  return amount === null ? null : formatAmount(amount);
}

function sizeOf(amount: Amount): Amount {
  return amount < 0n ? -amount : amount;
}
