import {
  infiniteQueryOptions,
  keepPreviousData,
  mutationOptions,
  type QueryClient,
  queryOptions,
} from '@tanstack/react-query';
import type { CloseMonthBody } from '@/lib/api/contracts/cost-close';
import type { InvoiceBody, RemainderBody } from '@/lib/api/contracts/cost-invoices';
import type { CostBasis, CostMetric } from '@/lib/domain/cost/billing-delivery';
import type { ChangeCause } from '@/lib/domain/cost/change-cause';
import { readApi, writeApi } from './api-client';
import {
  closedSchema,
  closeLinesSchema,
  closeSchema,
  closesSchema,
  explainedSchema,
  invoiceRecordedSchema,
  reconciliationSchema,
  reopenedSchema,
} from './lazy-contracts';

const closesKey = ['cost', 'closes'] as const;
// Bills come a few times a day.
const refreshMs = 300_000;

/** Billing months with what they came to at their close and now. */
export function closesQuery(metric: CostMetric) {
  return queryOptions({
    queryKey: [...closesKey, 'list', metric] as const,
    queryFn: ({ signal }) => readApi('/cost/closes', closesSchema, { query: { metric }, signal }),
    placeholderData: keepPreviousData,
    refetchInterval: refreshMs,
  });
}

/** What of a month is looked at. `asOf` null: now; `number` null: its last close. */
export interface CloseAsked {
  month: string;
  metric: CostMetric;
  asOf: string | null;
  number: number | null;
  /** Null: as billed. */
  convertTo: string | null;
}

/** A month as it was closed beside what is known of it. */
export function closeQuery({ month, ...query }: CloseAsked) {
  return queryOptions({
    queryKey: [...closesKey, 'month', month, query] as const,
    queryFn: ({ signal }) => readApi(`/cost/closes/${month}`, closeSchema, { query, signal }),
    placeholderData: keepPreviousData,
    refetchInterval: query.asOf === null ? refreshMs : false,
  });
}

/** The lines behind a cause, page by page. */
export function closeLinesQuery(
  { month, metric, asOf, number }: CloseAsked,
  cause: ChangeCause,
  { basis, currency }: { basis: CostBasis; currency: string | null },
) {
  const query = { metric, asOf, number, cause, basis, currency: currency ?? '' };
  return infiniteQueryOptions({
    queryKey: [...closesKey, 'lines', month, query] as const,
    queryFn: ({ signal, pageParam }) =>
      readApi(`/cost/closes/${month}/changes`, closeLinesSchema, { query: { ...query, offset: pageParam }, signal }),
    initialPageParam: 0,
    getNextPageParam: ({ nextOffset }) => nextOffset,
    staleTime: Number.POSITIVE_INFINITY,
  });
}

/** The invoices of a month against the ledger. */
export function invoicesQuery(month: string) {
  return queryOptions({
    queryKey: [...closesKey, 'invoices', month] as const,
    queryFn: ({ signal }) => readApi('/cost/invoices', reconciliationSchema, { query: { month }, signal }),
  });
}

const forget = (client: QueryClient) => () => client.invalidateQueries({ queryKey: closesKey });

export function closeMonthMutation(client: QueryClient) {
  return mutationOptions({
    mutationFn: (body: CloseMonthBody) => writeApi('/cost/closes', closedSchema, { method: 'POST', body }),
    onSuccess: forget(client),
  });
}

export function reopenMonthMutation(client: QueryClient, month: string) {
  return mutationOptions({
    mutationFn: (reason: string) =>
      writeApi(`/cost/closes/${month}/reopening`, reopenedSchema, { method: 'POST', body: { reason } }),
    onSuccess: forget(client),
  });
}

/** Enters an invoice; `replaces`: the entry it takes the place of, null where it is a new one. */
export function recordInvoiceMutation(client: QueryClient) {
  return mutationOptions({
    mutationFn: ({ invoice, replaces }: { invoice: InvoiceBody; replaces: string | null }) =>
      replaces === null
        ? writeApi('/cost/invoices', invoiceRecordedSchema, { method: 'POST', body: invoice })
        : writeApi(`/cost/invoices/${replaces}`, invoiceRecordedSchema, { method: 'PUT', body: invoice }),
    onSuccess: forget(client),
  });
}

export function withdrawInvoiceMutation(client: QueryClient) {
  return mutationOptions({
    mutationFn: ({ id, comment }: { id: string; comment: string }) =>
      writeApi(`/cost/invoices/${id}/withdrawal`, invoiceRecordedSchema, { method: 'POST', body: { comment } }),
    onSuccess: forget(client),
  });
}

export function explainRemainderMutation(client: QueryClient) {
  return mutationOptions({
    mutationFn: (body: RemainderBody) =>
      writeApi('/cost/invoices/explanations', explainedSchema, { method: 'POST', body }),
    onSuccess: forget(client),
  });
}
