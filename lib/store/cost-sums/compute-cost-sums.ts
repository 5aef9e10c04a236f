import type { DuckDBConnection } from '@duckdb/node-api';
import type { Attribution } from '@/lib/domain/cost/attribution-rules';
import { computeCommitmentSums } from './compute-commitment-sums';
import { computeTransferSums } from './compute-transfer-sums';
import type { CostSumsOfDelivery } from './stored-sums';

/** What a delivery adds up to by how usage was paid for and which way data went. `tagKeys`: as its rows spell them. */
export async function computeCostSums(
  connection: DuckDBConnection,
  files: readonly string[],
  attribution: Attribution,
  tagKeys: readonly string[],
): Promise<CostSumsOfDelivery> {
  if (files.length === 0) return { commitments: [], commitmentSums: [], transferCuts: [], transferNames: null };
  return {
    ...(await computeCommitmentSums(connection, files)),
    ...(await computeTransferSums(connection, files, attribution, tagKeys)),
  };
}
