import { type CostSumsOfDelivery, sumsDerivation } from './stored-sums';
import { copyCommitments, writeCommitments } from './write-commitments';
import { copyTransferCuts, writeTransferCuts } from './write-transfer-cuts';

/** Runs one statement in the caller's transaction. */
type RunStatement = (sql: string, parameters: (string | number | Buffer | null)[]) => Promise<unknown>;

/** Writes a delivery's sums in place of those it had, in the transaction that its roll-up is written in or was before. */
export async function writeCostSums(run: RunStatement, deliveryId: string, sums: CostSumsOfDelivery): Promise<void> {
  await writeCommitments(run, deliveryId, sums);
  await writeTransferCuts(run, deliveryId, sums);
  await run('UPDATE cost_rollup SET derivation = $2::int WHERE delivery_id = $1::uuid', [deliveryId, sumsDerivation]);
}

/** A delivery's sums, for another one that has the same files and is rolled up. */
export async function copyCostSums(run: RunStatement, from: string, to: string): Promise<void> {
  await copyCommitments(run, from, to);
  await copyTransferCuts(run, from, to);
  await run(
    `UPDATE cost_rollup SET derivation = (SELECT derivation FROM cost_rollup WHERE delivery_id = $1::uuid)
     WHERE delivery_id = $2::uuid`,
    [from, to],
  );
}
