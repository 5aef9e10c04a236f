import {
  infiniteQueryOptions,
  keepPreviousData,
  mutationOptions,
  type QueryClient,
  queryOptions,
} from '@tanstack/react-query';
import type { PreviewCostRules, SaveCostRules } from '@/lib/api/contracts/cost-rules';
import type { CostMetric } from '@/lib/domain/cost/billing-delivery';
import { readApi, writeApi } from './api-client';
import type { CostSpan } from './cost';
import { costRulesPreviewSchema, costRulesSchema, costRuleVersionSchema, showbackSchema } from './lazy-contracts';

/** What is shown back. `version` null: by the rules in force then. */
export interface ShowbackState {
  span: CostSpan;
  metric: CostMetric;
  version: number | null;
}

// Bills come a few times a day.
const refreshMs = 300_000;

/** What teams bear over a span. The previous answer stays while another is on its way. */
export function showbackQuery({ span, metric, version }: ShowbackState) {
  return queryOptions({
    queryKey: ['cost', 'showback', span, metric, version] as const,
    queryFn: ({ signal }) => readApi('/cost/showback', showbackSchema, { query: { ...span, metric, version }, signal }),
    placeholderData: keepPreviousData,
    refetchInterval: span.asOf === null ? refreshMs : false,
  });
}

const rulesKey = ['cost', 'rules'] as const;

/** Versions of the rules, the newest first, page by page. */
export function costRulesQuery() {
  return infiniteQueryOptions({
    queryKey: rulesKey,
    queryFn: ({ signal, pageParam }) =>
      readApi('/cost/rules', costRulesSchema, { query: { below: pageParam }, signal }),
    initialPageParam: null as number | null,
    getNextPageParam: ({ nextBelow }) => nextBelow,
  });
}

/** Puts a version in force; whatever is allocated by rules is asked again. */
export function saveCostRulesMutation(client: QueryClient) {
  return mutationOptions({
    mutationFn: (input: SaveCostRules) =>
      writeApi('/cost/rules', costRuleVersionSchema, { method: 'POST', body: input }),
    // Also where it was refused: somebody may have saved meanwhile.
    onSettled: () => client.invalidateQueries({ queryKey: ['cost'] }),
  });
}

/** What a draft would move; nothing is saved. */
export function previewCostRulesMutation() {
  return mutationOptions({
    mutationFn: (input: PreviewCostRules) =>
      writeApi('/cost/rules/preview', costRulesPreviewSchema, { method: 'POST', body: input }),
  });
}
