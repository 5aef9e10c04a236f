import type { CostAnomaly } from '@/lib/api/contracts/cost-anomalies';
import type { CauseStep } from '@/lib/domain/cost/anomaly-cause';
import { serialiseCost } from '@/lib/queries/cost-url';

const dayMs = 86_400_000;
const daysBefore = 30;

type Place = Pick<CostAnomaly, 'provider' | 'currency' | 'dimension' | 'value' | 'metric' | 'from' | 'to' | 'basis'>;
type Within = Pick<CauseStep, 'dimension' | 'value'>;

/**
 * The Cost page with an anomaly's very filters, and those of a value within it. `rows`: its days alone with the rows behind
 * them; else also the month before, for comparison. A resource is no filter there: its other filters remain.
 */
export function toExploreHref(anomaly: Place, within: readonly Within[], { rows }: { rows: boolean }): string {
  const { provider, currency, dimension, value, metric, basis, from, to } = anomaly;
  const steps = within.filter((step) => step.dimension !== 'resource' && step.dimension !== dimension);
  const filters = Object.fromEntries([
    ['provider', [provider]],
    ['currency', [currency ?? '']],
    ...(dimension === 'provider' ? [] : [[dimension, [value]]]),
    ...steps.map((step) => [step.dimension, [step.value ?? '']]),
  ]);
  const start = new Date(Date.parse(from) - daysBefore * dayMs).toISOString().slice(0, 10);
  return `/cost${serialiseCost({
    ...filters,
    metric,
    by: steps.length === 0 && dimension === 'provider' ? 'service' : 'account',
    from: rows ? from : start,
    to,
    book: `${currency ?? 'none'} ${basis}`,
    rows,
    compare: false,
  })}`;
}
