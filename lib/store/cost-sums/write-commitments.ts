import { type CommitmentMeasure, commitmentMeasures } from '@/lib/domain/cost/commitment-sum';
import type { CostSumsOfDelivery } from './stored-sums';

type Parameter = string | number | Buffer | null;
/** Runs one statement in the caller's transaction. */
type RunStatement = (sql: string, parameters: Parameter[]) => Promise<unknown>;

/** What each measure is called in `cost_commitment_cut`. */
export const measureColumn = (measure: CommitmentMeasure) => measure.replace('-', '_');

const cutColumns = ['cut', 'by_day', 'entries', 'rows', 'untold', ...commitmentMeasures.map(measureColumn)].join(', ');
const nameColumns = 'commitment_id, provider, name, type, category, unit';
const namesPerStatement = 5_000;

/** Writes how a delivery's usage was paid for, and what its rows call their commitments, in place of what was there. */
export async function writeCommitments(
  run: RunStatement,
  deliveryId: string,
  { commitments, commitmentSums }: Pick<CostSumsOfDelivery, 'commitments' | 'commitmentSums'>,
): Promise<void> {
  await run('DELETE FROM cost_commitment WHERE delivery_id = $1::uuid', [deliveryId]);
  for (let first = 0; first < commitments.length; first += namesPerStatement)
    await run(
      `INSERT INTO cost_commitment (delivery_id, position, ${nameColumns})
       SELECT $1::uuid, $2::int + (row_number() OVER ())::int, ${nameColumns} FROM jsonb_to_recordset($3::jsonb)
         AS one(commitment_id text, provider text, name text, type text, category text, unit text)`,
      [deliveryId, first, JSON.stringify(commitments.slice(first, first + namesPerStatement))],
    );
  await run('DELETE FROM cost_commitment_cut WHERE delivery_id = $1::uuid', [deliveryId]);
  // There are no more of them than cuts, twice.
  for (const { cut, byDay, entries, rows, untold, measures } of commitmentSums) {
    const bytes = [entries, rows, untold, ...commitmentMeasures.map((measure) => measures[measure] ?? null)];
    await run(
      `INSERT INTO cost_commitment_cut (delivery_id, ${cutColumns})
       VALUES ($1::uuid, $2, $3::boolean, ${bytes.map((_, index) => `$${index + 4}::bytea`).join(', ')})`,
      [deliveryId, cut, String(byDay), ...bytes],
    );
  }
}

/** The same for another delivery that has the same files. */
export async function copyCommitments(run: RunStatement, from: string, to: string): Promise<void> {
  for (const [table, columns] of [
    ['cost_commitment', `position, ${nameColumns}`],
    ['cost_commitment_cut', cutColumns],
  ])
    await run(
      `INSERT INTO ${table} (delivery_id, ${columns}) SELECT $2::uuid, ${columns} FROM ${table} WHERE delivery_id = $1::uuid`,
      [from, to],
    );
}
