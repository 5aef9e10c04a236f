import { mutationOptions, type QueryClient, queryOptions } from '@tanstack/react-query';
import type { BudgetDetail, BudgetTermsInput, PatchBudget } from '@/lib/api/contracts/cost-budgets';
import type { CostMetric } from '@/lib/domain/cost/billing-delivery';
import type { CostDimension } from '@/lib/domain/cost/cost-dimension';
import { readApi, writeApi } from './api-client';
import { budgetDetailSchema, budgetsSchema, costForecastSchema, costSchema } from './lazy-contracts';

// Bills come a few times a day.
const refreshMs = 300_000;

const budgetsKey = ['cost', 'budgets'] as const;
const budgetKey = (id: string) => ['cost', 'budgets', id] as const;

/** Every budget as it stands. */
export function budgetsQuery() {
  return queryOptions({
    queryKey: budgetsKey,
    queryFn: ({ signal }) => readApi('/cost/budgets', budgetsSchema, { signal }),
    refetchInterval: refreshMs,
  });
}

/** One budget with its forecast, alerts and history. */
export function budgetQuery(id: string) {
  return queryOptions({
    queryKey: budgetKey(id),
    queryFn: ({ signal }) => readApi(`/cost/budgets/${encodeURIComponent(id)}`, budgetDetailSchema, { signal }),
    refetchInterval: refreshMs,
  });
}

/** What this month and quarter are expected to cost of a slice. */
export function costForecastQuery(
  filters: Readonly<Record<string, readonly string[] | undefined>>,
  metric: CostMetric,
) {
  return queryOptions({
    queryKey: ['cost', 'forecast', filters, metric] as const,
    queryFn: ({ signal }) => readApi('/cost/forecast', costForecastSchema, { query: { ...filters, metric }, signal }),
    refetchInterval: refreshMs,
  });
}

/** The costliest values of a dimension between two days, to choose from. */
export function costValuesQuery(dimension: CostDimension, days: { from: string; to: string }) {
  const query = { ...days, by: dimension, step: 'month', top: 50 };
  return queryOptions({
    queryKey: ['cost', 'values', query] as const,
    queryFn: ({ signal }) => readApi('/cost', costSchema, { query, signal }),
  });
}

export function createBudgetMutation(client: QueryClient) {
  return mutationOptions({
    mutationFn: (terms: BudgetTermsInput) =>
      writeApi('/cost/budgets', budgetDetailSchema, { method: 'POST', body: terms }),
    onSuccess: (detail) => keep(client, detail),
  });
}

/** Other terms, or the archive. */
export function changeBudgetMutation(client: QueryClient, id: string) {
  return mutationOptions({
    mutationFn: (change: PatchBudget) =>
      writeApi(`/cost/budgets/${encodeURIComponent(id)}`, budgetDetailSchema, { method: 'PATCH', body: change }),
    onSuccess: (detail) => keep(client, detail),
  });
}

export function acknowledgeAlertMutation(client: QueryClient) {
  return mutationOptions({
    mutationFn: (alertId: string) =>
      writeApi(`/cost/budgets/alerts/${encodeURIComponent(alertId)}/acknowledgement`, budgetDetailSchema, {
        method: 'PUT',
      }),
    onSuccess: (detail) => keep(client, detail),
  });
}

function keep(client: QueryClient, detail: BudgetDetail) {
  client.setQueryData(budgetKey(detail.budget.id), detail);
  return client.invalidateQueries({ queryKey: budgetsKey, exact: true });
}
