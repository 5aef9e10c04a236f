import type { Attribution } from '@/lib/domain/cost/attribution-rules';
import type { CostBasis, CostCoverage, CostMetric } from '@/lib/domain/cost/billing-delivery';
import { metricColumns } from '@/lib/store/cost-rollups/encode-rows';

/** A delivery whose rows are summed or compared, and the rules that attribute them. */
export interface CloseDelivery {
  id: string;
  source: string;
  scope: string;
  basis: CostBasis;
  coverage: CostCoverage;
  /** Of its files and the mapping that read them, hexadecimal: two of one hash have the same rows. */
  contentHash: string;
  attribution: Attribution;
  /** The tag keys its rows have and the rules look at, as the rows spell them. */
  tagKeys: readonly string[];
  /** Its Parquet files, absolute. */
  files: readonly string[];
}

const money = 'DECIMAL(38, 24)';

/**
 * A cost's column over a delivery's rows; null throughout where the delivery does not tell it. Of two deliveries that tell
 * a month between them, list and contracted costs are taken from the one that tells effective ones.
 */
export function toCostColumn(metric: CostMetric, coverage: CostCoverage): string {
  const isTold = coverage === 'all' || (coverage === 'billed') === (metric === 'billed');
  return isTold ? `${metricColumns[metric]}::${money}` : `NULL::${money}`;
}

/** Whether a delivery tells a cost. */
export function tellsCost(metric: CostMetric, coverage: CostCoverage): boolean {
  return coverage === 'all' || (coverage === 'billed') === (metric === 'billed');
}
