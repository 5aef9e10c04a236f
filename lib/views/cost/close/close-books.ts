import type { CloseBook, CloseCause, CloseFigure, ClosePart } from '@/lib/api/contracts/cost-close';
import type { Reach } from '@/lib/domain/access';
import { type Amount, compareAmounts, formatAmount, parseAmount } from '@/lib/domain/cost/amount';
import type { CostMetric } from '@/lib/domain/cost/billing-delivery';
import { type ChangeCause, changeCauses } from '@/lib/domain/cost/change-cause';
import type { CauseSum } from '@/lib/store/cost-close/compare-deliveries';
import type { CloseLine } from '@/lib/store/cost-close/sum-close-lines';

/** Lines of both sides and the causes between them, as far as a person may see them. `then` null: nothing is closed. */
export interface ComparedLines {
  closed: readonly CloseLine[] | null;
  now: readonly CloseLine[];
  causes: readonly CauseSum[];
  /** They are in another currency than billed: a conversion rounds each to 24 digits. */
  isConverted?: boolean;
}

/** What rounding in conversions may leave over of sums, 10⁻¹² in all. */
const roundingAtMost = 10n ** 12n;

/** Whether somebody may see what a team or site bears. */
export function isWithin(reach: Reach, { team, site }: { team: string | null; site: string | null }): boolean {
  if (reach.everything) return true;
  return (team !== null && reach.teams.includes(team)) || (site !== null && reach.sites.includes(site));
}

/**
 * Then, now and why they differ, in each currency and on each basis apart, in all and by provider, team and service. Causes
 * add up to the difference; what they should leave over stands as `other`.
 */
export function toCloseBooks(
  compared: ComparedLines,
  metric: CostMetric,
  chargeDays: (basis: string, currency: string | null) => string | null,
): CloseBook[] {
  const nameOf = ({ basis, currency }: Pick<CloseLine, 'basis' | 'currency'>) => JSON.stringify([basis, currency]);
  const all = [...(compared.closed ?? []), ...compared.now, ...compared.causes];
  const books = new Map(all.map((one) => [nameOf(one), { basis: one.basis, currency: one.currency }]));
  return [...books]
    .map(([name, { basis, currency }]) => {
      const own = {
        closed: compared.closed?.filter((line) => nameOf(line) === name) ?? null,
        now: compared.now.filter((line) => nameOf(line) === name),
        causes: compared.causes.filter((sum) => nameOf(sum) === name),
        isConverted: compared.isConverted === true,
      };
      return {
        basis,
        currency,
        ...toPart(own, metric),
        chargeDays: chargeDays(basis, currency),
        byProvider: toParts(own, metric, ({ provider }) => provider),
        byTeam: toParts(own, metric, ({ team }) => team),
        byService: toParts(own, metric, ({ service }) => service),
      };
    })
    .sort((one, other) => compareAmounts(sizeOfFigure(other.now), sizeOfFigure(one.now)));
}

type Keys = Pick<CloseLine, 'provider' | 'team' | 'service'>;

function toParts(compared: ComparedLines, metric: CostMetric, toValue: (keys: Keys) => string | null): ClosePart[] {
  const closed = compared.closed === null ? null : Map.groupBy(compared.closed, toValue);
  const now = Map.groupBy(compared.now, toValue);
  const causes = Map.groupBy(compared.causes, toValue);
  const values = new Set([...(closed?.keys() ?? []), ...now.keys(), ...causes.keys()]);
  return [...values]
    .map((value) => ({
      value,
      ...toPart(
        {
          closed: closed === null ? null : (closed.get(value) ?? []),
          now: now.get(value) ?? [],
          causes: causes.get(value) ?? [],
          isConverted: compared.isConverted === true,
        },
        metric,
      ),
    }))
    .sort(
      (one, other) =>
        compareAmounts(sizeOfFigure(other.now), sizeOfFigure(one.now)) ||
        (String(one.value) < String(other.value) ? -1 : 1),
    );
}

function toPart(compared: ComparedLines, metric: CostMetric): Omit<ClosePart, 'value'> {
  const now = addUp(compared.now, metric);
  if (compared.closed === null) return { closed: null, now: toFigure(now), difference: null, causes: [] };
  const closed = addUp(compared.closed, metric);
  const told = Map.groupBy(compared.causes, ({ cause }) => cause);
  const difference = now.amount - closed.amount;
  const causes = changeCauses.map((cause) => toCause(cause, told.get(cause) ?? [], metric));
  const left = difference - causes.reduce((sum, { amount }) => sum + amount, 0n);
  const takesLeft = compared.isConverted === true && sizeOf(left) <= roundingAtMost ? findLargest(causes) : 'other';
  return {
    closed: toFigure(closed),
    now: toFigure(now),
    difference: formatAmount(difference),
    causes: causes
      .map((one) => (one.cause === takesLeft ? { ...one, amount: one.amount + left } : one))
      .filter(({ amount, lines }) => amount !== 0n || lines > 0)
      .map((one): CloseCause => ({ ...one, amount: formatAmount(one.amount) })),
  };
}

/** The cause that changed most, for what rounding leaves over. */
function findLargest(causes: readonly { cause: ChangeCause; amount: Amount }[]): ChangeCause {
  const [largest] = causes.toSorted((one, other) => compareAmounts(sizeOf(other.amount), sizeOf(one.amount)));
  return largest === undefined || largest.amount === 0n ? 'rate' : largest.cause;
}

function toCause(cause: ChangeCause, sums: readonly CauseSum[], metric: CostMetric) {
  const changed = sums.filter(({ changes }) => changes[metric] !== 0n);
  return {
    cause,
    amount: changed.reduce((sum, { changes }) => sum + changes[metric], 0n),
    lines: changed.reduce((count, { lines }) => count + lines[metric], 0),
  };
}

interface Sum {
  amount: Amount;
  rows: number;
  untold: number;
}

function addUp(lines: readonly CloseLine[], metric: CostMetric): Sum {
  const sum = { amount: 0n, rows: 0, untold: 0 };
  for (const { sums, rows } of lines) {
    const { amount, untold } = sums[metric];
    // A delivery that does not tell this cost at all has no rows of it.
    if (amount === null && untold === 0) continue;
    sum.rows += rows;
    sum.untold += untold;
    if (amount !== null) sum.amount += amount;
  }
  return sum;
}

/** Where no row tells the cost, it is not known: no bill may have counted. */
function toFigure({ amount, rows, untold }: Sum): CloseFigure {
  return { amount: rows === untold ? null : formatAmount(amount), untoldRows: untold };
}

function sizeOf(amount: Amount): Amount {
  return amount < 0n ? -amount : amount;
}

function sizeOfFigure({ amount }: CloseFigure): Amount {
  const size = amount === null ? null : parseAmount(amount);
  return size === null ? 0n : sizeOf(size);
}
