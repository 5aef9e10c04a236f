import type { IdleTreatment, PoolSplit } from '@/lib/domain/cost/allocation-rules';
import { type Amount, addAmounts, compareAmounts } from '@/lib/domain/cost/amount';
import { type IdleHours, toIdleCost } from './idle-cost';
import { shareOut, splitPool, type UnsplitReason } from './split-pool';

/** Costs of one currency on one basis that are borne alike. Team null: no rule finds one. Pool null: no pool takes them. */
export interface CostPart {
  team: string | null;
  /** The pool's place among the rules. */
  pool: number | null;
  amount: Amount;
  /** How much of the amount is for GPUs: what idle is spread by. */
  gpu: Amount;
  /** How much of that is of the time that the team's idle hours are of. */
  accountedGpu: Amount;
}

/** By what costs are allocated. */
export interface AllocationRecipe {
  /** The split of each pool, by its place. */
  pools: readonly PoolSplit[];
  idle: IdleTreatment;
  /** GPU-hours by team, in any one unit. */
  gpuHours: ReadonlyMap<string, bigint>;
  /** Hours by team; null as a team: of none. Null: idle was not measured at all. */
  idleHours: ReadonlyMap<string | null, IdleHours> | null;
}

/** What one team bears. `total` is `direct - idleOut + Σ fromPools + idleIn`, without what is null. */
export interface TeamAllocation {
  team: string;
  /** Null: it has no cost of its own. */
  direct: Amount | null;
  /** The part of `direct` that is idle and stands elsewhere; null: not measured for this team. */
  idleOut: Amount | null;
  /** By pool; null: the team has no share in it. */
  fromPools: (Amount | null)[];
  /** Its share of everybody's idle cost; null: none is spread to it. */
  idleIn: Amount | null;
  total: Amount;
}

/** Every amount in one place: teams, unallocated, idle and unsplit add up to the whole, to the last digit. */
export interface Allocation {
  whole: Amount;
  /** Who bears most first. */
  teams: TeamAllocation[];
  /** What no rule allocates and no pool takes; `idleOut` as of teams. */
  unallocated: { direct: Amount; idleOut: Amount | null; total: Amount };
  /** Idle cost that no team bears; null: there is none, or it is not measured. */
  idle: { amount: Amount; reason: 'separate' | 'no-gpu-cost' } | null;
  /** Pools that cannot be split as they say. */
  unsplit: { pool: number; amount: Amount; reason: UnsplitReason }[];
}

/** Allocates costs of one currency and basis. Nothing is lost: what a recipe cannot share out keeps a place of its own. */
export function allocate(parts: readonly CostPart[], recipe: AllocationRecipe): Allocation {
  const direct = parts.filter(({ pool }) => pool === null);
  const teams = new Map<string, Omit<CostPart, 'team' | 'pool'>>();
  for (const { team, ...part } of direct) {
    if (team === null) continue;
    const known = teams.get(team) ?? { amount: 0n, gpu: 0n, accountedGpu: 0n };
    teams.set(team, {
      amount: known.amount + part.amount,
      gpu: known.gpu + part.gpu,
      accountedGpu: known.accountedGpu + part.accountedGpu,
    });
  }
  const directByTeam = new Map([...teams].map(([team, { amount }]) => [team, amount]));
  const pools = recipe.pools.map((split, pool) => {
    const amount = sum(parts.filter((part) => part.pool === pool));
    return { pool, amount, ...splitPool(amount, split, { direct: directByTeam, gpuHours: recipe.gpuHours }) };
  });
  const idleOf = (team: string | null, gpu: Amount) => toIdleCost(gpu, recipe.idleHours?.get(team) ?? null);
  const noTeam = direct.filter(({ team }) => team === null);
  const unallocatedIdle = idleOf(null, addAmounts(...noTeam.map(({ accountedGpu }) => accountedGpu)));
  const idleByTeam = new Map([...teams].map(([team, { accountedGpu }]) => [team, idleOf(team, accountedGpu)]));
  const idleSum = addKnown(unallocatedIdle, ...idleByTeam.values());
  const spread = recipe.idle === 'spread' ? spreadIdle(idleSum, teams) : null;
  const names = new Set([...teams.keys(), ...pools.flatMap(({ shares }) => [...shares.keys()])]);
  const allocated = [...names].map((team): TeamAllocation => {
    const own = teams.get(team)?.amount ?? null;
    const idleOut = idleByTeam.get(team) ?? null;
    const fromPools = pools.map(({ shares }) => shares.get(team) ?? null);
    const idleIn = spread?.get(team) ?? null;
    const total = addKnown(own, ...fromPools, idleIn) - addKnown(idleOut);
    return { team, direct: own, idleOut, fromPools, idleIn, total };
  });
  const unallocated = sum(noTeam);
  return {
    whole: sum(parts),
    teams: allocated.sort((one, other) => compareAmounts(other.total, one.total) || (one.team < other.team ? -1 : 1)),
    unallocated: { direct: unallocated, idleOut: unallocatedIdle, total: unallocated - addKnown(unallocatedIdle) },
    idle:
      idleSum === 0n || spread !== null
        ? null
        : { amount: idleSum, reason: recipe.idle === 'separate' ? 'separate' : 'no-gpu-cost' },
    unsplit: pools.flatMap(({ pool, amount, reason }) => (reason === null ? [] : [{ pool, amount, reason }])),
  };
}

/** By the teams' own GPU cost; null: no team has any, and the amount stays where it is. */
function spreadIdle(amount: Amount, teams: ReadonlyMap<string, { gpu: Amount }>): ReadonlyMap<string, Amount> | null {
  return shareOut(
    amount,
    [...teams].map(([team, { gpu }]) => [team, gpu] as const),
  );
}

function addKnown(...amounts: readonly (Amount | null)[]): Amount {
  return addAmounts(...amounts.filter((amount) => amount !== null));
}

function sum(parts: readonly CostPart[]): Amount {
  return addAmounts(...parts.map(({ amount }) => amount));
}
