import type { AllocationRules } from '@/lib/domain/cost/allocation-rules';
import type { CostMetric } from '@/lib/domain/cost/billing-delivery';
import type { DayRange } from '@/lib/store/cost-rollups/cost-question';
import type { KnownDelivery } from '@/lib/store/cost-rollups/known-deliveries';

/** Which costs, by which rules. */
export interface RuledAsk {
  known: readonly KnownDelivery[];
  metric: CostMetric;
  range: DayRange;
  rules: AllocationRules;
  /** The days of each team on which what its GPUs cost is wanted too; null as a team: of none. Null: on none. */
  gpuDays: ReadonlyMap<string | null, ReadonlySet<string>> | null;
}
