import { rm } from 'node:fs/promises';
import type { DuckDBConnection } from '@duckdb/node-api';
import { z } from 'zod';
import type { BillingMonth } from '@/lib/domain/cost/billing-delivery';
import { type ConvertedFile, parquetOptions, summarise, toMonth } from './converted-file';
import type { Rejection } from './incoming-delivery';
import type { ReceivedFile } from './receive-file';
import type { SourceRelation } from './source-relation';
import { toLiteral } from './sql-text';
import { UnreadableFile } from './unreadable-file';

/** Rejected rows that are told one by one. */
export const mostRejections = 100;

const faultsSchema = z.array(
  z.object({
    row: z.coerce.number(),
    month: z.string().nullable(),
    faults: z.array(z.object({ column: z.string(), value: z.string().nullable(), reason: z.string() })),
  }),
);

/**
 * Reads every row with its number and what is wrong with it, on one core, and writes one Parquet a billing month of the
 * rows that are well. Throws `UnreadableFile` when not even the rows can be told apart.
 */
export async function convertCarefully(
  connection: DuckDBConnection,
  { sql, opened, file }: { sql: string; opened: SourceRelation; file: ReceivedFile },
): Promise<Pick<ConvertedFile, 'months' | 'rejectedRows' | 'rejections'>> {
  const all = `${file.path}.all.parquet`;
  try {
    await connection.run(`COPY (${sql}) TO ${toLiteral(all)} (FORMAT parquet, COMPRESSION zstd)`);
  } catch (error) {
    await requireRows(connection, opened);
    throw error;
  }
  const rejected = await readRejected(connection, all, file.name);
  const months = await connection.runAndReadAll(
    `SELECT DISTINCT month FROM read_parquet(${toLiteral(all)}) WHERE len(faults) = 0 ORDER BY month`,
  );
  const converted: ConvertedFile['months'] = [];
  for (const { month } of months.getRowObjects())
    converted.push(await writeMonth(connection, all, toMonth(month), `${file.path}.${toMonth(month)}.parquet`));
  await rm(all);
  return { months: converted, ...rejected };
}

async function writeMonth(connection: DuckDBConnection, all: string, month: BillingMonth, path: string) {
  await connection.run(
    `COPY (SELECT * EXCLUDE (faults, month) FROM read_parquet(${toLiteral(all)})
       WHERE len(faults) = 0 AND month = ${toLiteral(month)} ORDER BY x_row) TO ${toLiteral(path)} ${parquetOptions}`,
  );
  const found = await summarise(connection, path);
  if (typeof found === 'string') throw new Error(`The rows of ${month} were found and are not there.`);
  return found;
}

async function readRejected(
  connection: DuckDBConnection,
  all: string,
  file: string,
): Promise<Pick<ConvertedFile, 'rejectedRows' | 'rejections'>> {
  const counts = await connection.runAndReadAll(
    `SELECT month, count(*)::INTEGER AS row_count FROM read_parquet(${toLiteral(all)}) WHERE len(faults) > 0 GROUP BY month`,
  );
  const listed = await connection.runAndReadAll(
    `SELECT x_row AS row, month, faults FROM read_parquet(${toLiteral(all)}) WHERE len(faults) > 0
     ORDER BY x_row LIMIT ${mostRejections}`,
  );
  const rows = faultsSchema.parse(listed.getRowObjectsJson());
  const toOptionalMonth = (month: unknown) => (month === null ? null : toMonth(month));
  return {
    rejectedRows: counts
      .getRowObjects()
      .map(({ month, row_count }) => ({ month: toOptionalMonth(month), rows: Number(row_count) })),
    rejections: rows.flatMap(({ row, month, faults }) =>
      faults.map((fault) => ({
        month: toOptionalMonth(month),
        rejection: { file, row, ...fault } satisfies Rejection,
      })),
    ),
  };
}

/** Tells a file whose lines cannot be told apart from an engine that failed. */
async function requireRows(connection: DuckDBConnection, { sql, columns }: SourceRelation): Promise<void> {
  const counts = columns.map(({ identifier }) => `count(${identifier})`).join(', ');
  await connection.runAndReadAll(`SELECT ${counts} FROM ${sql}`).catch(() => {
    throw new UnreadableFile(
      'Its rows cannot be told apart: a quote stays open, a row has too few columns, or it is no text in UTF-8.',
    );
  });
}
