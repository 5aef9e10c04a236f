import { costMetrics } from '@/lib/domain/cost/billing-delivery';

const columns = { billed: 'BilledCost', effective: 'EffectiveCost', list: 'ListCost', contracted: 'ContractedCost' };

/** The four costs of rows of the ledger under the names of sums, and of how many rows each is not told. */
export const costColumns = costMetrics
  .flatMap((metric) => [
    `sum(${columns[metric]}) AS ${metric}`,
    `(count(*) - count(${columns[metric]}))::BIGINT AS untold_${metric}`,
  ])
  .join(', ');

/** What the ledger's rows call their provider: our id, else its own name. */
export const providerSql = `coalesce(nullif(x_provider, ''), nullif(ProviderName, ''), nullif(ServiceProviderName, ''))`;
