import { z } from 'zod';
import type { CostEngine } from '@/lib/store/cost-ledger/cost-engine';
import { keepAnswers } from '@/lib/store/cost-ledger/keep-answers';
import { toListLiteral, toLiteral } from '@/lib/store/cost-ledger/sql-text';
import { blanks } from '@/lib/store/cost-rollups/attribution-sql';
import { toSource } from '@/lib/store/cost-rollups/encode-rows';

/** A delivery's rows, and the tag keys that they have and rules look at, as they spell them. */
export interface TaggedDelivery {
  tagKeys: readonly string[];
  files: readonly string[];
}

const foundSchema = z.array(z.object({ key: z.string(), value: z.string() }));

/** By the statement: it names every file, and files never change. */
const kept = keepAnswers<z.infer<typeof foundSchema>>(12);

/** Which of some values the rows have in which of their tags: the keys in lower case, the values without blanks around them. */
export async function findTaggedValues(
  engine: Pick<CostEngine, 'query'>,
  deliveries: readonly TaggedDelivery[],
  values: readonly string[],
): Promise<{ key: string; value: string }[]> {
  const parts = deliveries.flatMap(({ tagKeys, files }) => {
    if (tagKeys.length === 0 || files.length === 0) return [];
    const paths = tagKeys.map((key) => `/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`);
    // Looked at first: few rows have any of them, and JSON is dear to read.
    const mayHave = values.map((value) => `contains(Tags, ${toLiteral(value)})`).join(' OR ');
    return [
      `SELECT unnest(${toListLiteral(tagKeys.map((key) => key.toLowerCase()))}) AS key,
         unnest(json_extract_string(Tags, ${toListLiteral(paths)})) AS value
       FROM ${toSource(files)} WHERE ${mayHave}`,
    ];
  });
  if (parts.length === 0 || values.length === 0) return [];
  const sql = `SELECT DISTINCT key, trim(value, ${blanks}) AS value FROM (${parts.join(' UNION ALL ')})
    WHERE trim(value, ${blanks}) IN (${values.map(toLiteral).join(', ')}) ORDER BY ALL`;
  return kept(sql, async () => foundSchema.parse(await engine.query(sql)));
}
