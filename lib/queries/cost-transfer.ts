import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { createLoader, type inferParserType, parseAsStringLiteral } from 'nuqs/server';
import { readApi } from './api-client';
import type { CostSpan } from './cost';
import { chooseCostStep } from './cost-step';
import { costParsers, toCostSpan } from './cost-url';
import { transferSchema } from './lazy-contracts';

/** What the matrix shows in its cells. */
export const transferMeasures = ['money', 'bytes', 'price'] as const;

/** The state of the Data transfer page. `book`: currency and basis; null: the largest. */
export const transferParsers = {
  from: costParsers.from,
  to: costParsers.to,
  asOf: costParsers.asOf,
  book: costParsers.book,
  metric: costParsers.metric,
  ends: parseAsStringLiteral(['region', 'site'] as const).withDefault('region'),
  show: parseAsStringLiteral(transferMeasures).withDefault('money'),
};
export type TransferUrlState = inferParserType<typeof transferParsers>;

export const loadTransferUrl = createLoader(transferParsers);

interface TransferState {
  span: CostSpan;
  metric: TransferUrlState['metric'];
  ends: TransferUrlState['ends'];
  step: 'day' | 'week' | 'month';
}

/** What the page asks for. */
export function toTransferState(url: TransferUrlState, now: Date): TransferState {
  const span = toCostSpan(url, now);
  return { span, metric: url.metric, ends: url.ends, step: chooseCostStep(span) };
}

// Bills come a few times a day.
const refreshMs = 300_000;

/** Charges for data over a span. The previous answer stays while another is on its way. */
export function transferQuery({ span, metric, ends, step }: TransferState) {
  return queryOptions({
    queryKey: ['cost', 'transfer', span, metric, ends, step] as const,
    queryFn: ({ signal }) =>
      readApi('/cost/transfer', transferSchema, { query: { ...span, metric, ends, step }, signal }),
    placeholderData: keepPreviousData,
    refetchInterval: span.asOf === null ? refreshMs : false,
  });
}
