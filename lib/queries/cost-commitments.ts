import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { createLoader, type inferParserType, parseAsStringLiteral } from 'nuqs/server';
import { onDemandPrices } from '@/lib/domain/cost/commitment-sum';
import { readApi } from './api-client';
import type { CostSpan } from './cost';
import { chooseCostStep } from './cost-step';
import { costParsers, toCostSpan } from './cost-url';
import { commitmentsSchema } from './lazy-contracts';

/** What usage is told apart by. */
export const coverageBys = ['provider', 'service', 'region', 'gpu-model'] as const;

/** The state of the Commitments page. `book`: currency and basis; null: the largest. */
export const commitmentsParsers = {
  from: costParsers.from,
  to: costParsers.to,
  asOf: costParsers.asOf,
  book: costParsers.book,
  price: parseAsStringLiteral(onDemandPrices).withDefault('contracted'),
  by: parseAsStringLiteral(coverageBys).withDefault('service'),
};
export type CommitmentsUrlState = inferParserType<typeof commitmentsParsers>;

export const loadCommitmentsUrl = createLoader(commitmentsParsers);

interface CommitmentsState {
  span: CostSpan;
  price: CommitmentsUrlState['price'];
  step: 'day' | 'week' | 'month';
}

/** What the page asks for. */
export function toCommitmentsState(url: CommitmentsUrlState, now: Date): CommitmentsState {
  const span = toCostSpan(url, now);
  return { span, price: url.price, step: chooseCostStep(span) };
}

// Bills come a few times a day.
const refreshMs = 300_000;

/** Commitments over a span. The previous answer stays while another is on its way. */
export function commitmentsQuery({ span, price, step }: CommitmentsState) {
  return queryOptions({
    queryKey: ['cost', 'commitments', span, price, step] as const,
    queryFn: ({ signal }) =>
      readApi('/cost/commitments', commitmentsSchema, { query: { ...span, price, step }, signal }),
    placeholderData: keepPreviousData,
    refetchInterval: span.asOf === null ? refreshMs : false,
  });
}
