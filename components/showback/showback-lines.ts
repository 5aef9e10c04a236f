import type { CostFigure } from '@/lib/api/contracts/cost';
import type { Showback, ShowbackBook } from '@/lib/api/contracts/showback';
import { formatAmount, readAmount } from '@/lib/domain/cost/amount';

/** A row of the table. Amounts are exact texts; null: there is no such part. */
export interface ShowbackLine {
  key: string;
  label: string;
  /** Whose own costs Explore can tell: a team, the empty text for nobody's; null: nobody's in particular. */
  team: string | null;
  direct: CostFigure | null;
  /** In the order of the pools. */
  fromPools: readonly (string | null)[];
  /** What is put to it of idle, less what is taken out. */
  idle: string | null;
  total: CostFigure;
  /** Why it stands apart, in a sentence; null: it is a team's. */
  why: string | null;
}

const unsplitWhy = {
  'no-direct-cost': 'none of the teams it is shared among has a cost of its own',
  'no-gpu-hours': 'no bill tells GPU-hours of the teams it is shared among',
};

/** The rows of a book: teams, and what no team bears. They add up to the whole. */
export function toShowbackLines({ pools }: Pick<Showback, 'pools'>, book: ShowbackBook): ShowbackLine[] {
  const apart = (key: string, label: string, amount: string, why: string): ShowbackLine => ({
    key,
    label,
    team: null,
    direct: null,
    fromPools: pools.map(() => null),
    idle: null,
    total: { amount, rows: 0, untoldRows: 0, atLeast: book.whole?.atLeast === true },
    why,
  });
  const { teams, unallocated, idle, unsplit } = book;
  return [
    ...teams.map(({ team, direct, fromPools, idleIn, idleOut, total }) => ({
      key: `=${team}`,
      label: team,
      team,
      direct,
      fromPools,
      idle: addIdle(idleIn, idleOut),
      total,
      why: null,
    })),
    ...(unallocated === null
      ? []
      : [
          {
            ...apart('unallocated', 'Unallocated', '0', 'No rule finds a team for it, and no pool takes it.'),
            team: '',
            direct: unallocated.direct,
            idle: addIdle(null, unallocated.idleOut),
            total: unallocated.total,
          },
        ]),
    ...(idle === null
      ? []
      : [
          apart(
            'idle',
            'Idle GPUs',
            idle.amount,
            idle.reason === 'separate'
              ? 'GPUs that nobody had. The rules keep it apart; what a team had and left idle is its own.'
              : 'It is to be spread, but no team has GPU cost on the days that are measured.',
          ),
        ]),
    ...unsplit.map(({ pool, amount, reason }) =>
      apart(`pool ${pool}`, `Not shared: ${pool}`, amount, `It cannot be shared: ${unsplitWhy[reason]}.`),
    ),
  ];
}

/** Exact sums by column for the last row; null: no row has a part there. */
export function addColumn(texts: readonly (string | null)[]): string | null {
  const told = texts.filter((text) => text !== null).map(readAmount);
  return told.length === 0 ? null : formatAmount(told.reduce((sum, amount) => sum + amount, 0n));
}

function addIdle(idleIn: string | null, idleOut: string | null): string | null {
  return addColumn([idleIn, idleOut === null ? null : formatAmount(-readAmount(idleOut))]);
}
