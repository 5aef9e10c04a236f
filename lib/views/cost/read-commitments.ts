import { requireEverywhere } from '@/lib/access/authorise';
import type { Commitments, CommitmentsQuery, CommitmentTerm } from '@/lib/api/contracts/cost-commitments';
import { type CommitmentTermAsRead, readCommitmentTerms } from '@/lib/store/commitment-terms/commitment-terms';
import { readCommitmentSums } from '@/lib/store/cost-sums/read-commitment-sums';
import type { ViewContext } from '@/lib/views/view-context';
import { askSums } from './ask-sums';
import { splitByBook, toCommitmentBook } from './commitment-book';
import { cutsUnused } from './told-by-month';
import { findUnpairedBases } from './unpaired-bases';

const halves = ['billed', 'effective'] as const;

/**
 * How much of what is used commitments cover, how much of them is used, what they save and waste, and how much runs on spot
 * capacity. A commitment is shared by all that a billing account runs, so that nothing of it can be told for one team or
 * site alone: `cost:read` must be held over everything.
 */
export async function readCommitments(
  { actor, database, now }: ViewContext,
  { from, to, asOf: instant, price, step }: CommitmentsQuery,
): Promise<Commitments> {
  requireEverywhere(actor, 'cost:read');
  const asOf = instant === undefined ? now : new Date(instant);
  const range = { from, to };
  const reach = { everything: true } as const;
  const asked = await askSums(database, { range, step, metric: 'effective', reach, asOf, now });
  const { deliveries, sources, steps, toBucket, isPartial, isPartialOf } = asked;
  const sums = await readCommitmentSums(database.pool, deliveries, range, { price, toStep: toBucket });
  const terms = await readTerms(
    database,
    sums.named.map(({ id }) => id),
    { asOf, isPast: instant !== undefined },
  );
  const unpaired = halves.map((half) => [half, findUnpairedBases(deliveries, range, half)] as const);
  const isBilledPartial = isPartialOf('billed');
  const isUnusedCut = cutsUnused(deliveries, range);
  const cutSteps = steps.map((each) => cutsUnused(deliveries, each));
  const books = splitByBook(sums).map((book) => {
    const missingHalves = unpaired.flatMap(([half, bases]) => (bases.has(book.basis) ? [half] : []));
    return toCommitmentBook(book, {
      isPartial: isPartial || missingHalves.includes('effective'),
      isBilledPartial: isBilledPartial || missingHalves.includes('billed'),
      missingHalves,
      named: sums.named,
      terms,
      isUnusedCut,
      cutSteps,
    });
  });
  return {
    at: now.toISOString(),
    asOf: asOf.toISOString(),
    price,
    isPartial: isPartial || books.some(({ missingHalves }) => missingHalves.includes('effective')),
    sources,
    steps,
    books: books.toSorted((one, other) => Number(other.onDemand.amount) - Number(one.onDemand.amount)),
  };
}

async function readTerms(
  { pool }: ViewContext['database'],
  ids: readonly string[],
  known: { asOf: Date; isPast: boolean },
): Promise<Map<string, CommitmentTerm>> {
  if (ids.length === 0) return new Map();
  const read = await readCommitmentTerms(pool, ids, known);
  return new Map([...read].map(([id, term]) => [id, toTerm(term, known.asOf)]));
}

const dayMs = 86_400_000;

function toTerm({ startsAt, endsAt, status, connectionId, readAt }: CommitmentTermAsRead, asOf: Date): CommitmentTerm {
  return {
    startsAt: startsAt?.toISOString() ?? null,
    endsAt: endsAt?.toISOString() ?? null,
    daysLeft: endsAt === null ? null : Math.floor((endsAt.getTime() - asOf.getTime()) / dayMs),
    status,
    connectionId,
    readAt: readAt.toISOString(),
  };
}
