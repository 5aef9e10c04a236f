import { join } from 'node:path';
import type pg from 'pg';
import { z } from 'zod';

/** A file of a delivery: the original's name and hash, and the Parquet it is kept as. */
export interface DeliveryFile {
  deliveryId: string;
  position: number;
  name: string;
  /** Hexadecimal. */
  sha256: string;
  /** Absolute. */
  path: string;
}

const rowSchema = z.object({
  deliveryId: z.string(),
  position: z.number(),
  name: z.string(),
  sha256: z.string(),
  parquetPath: z.string(),
});

/** The files of deliveries of which rows were kept, in order, below the ledger's folder `root`. */
export async function readDeliveryFiles(
  pool: pg.Pool,
  root: string,
  deliveryIds: readonly string[],
): Promise<DeliveryFile[]> {
  const { rows } = await pool.query(
    `SELECT delivery_id AS "deliveryId", position, name, encode(sha256, 'hex') AS sha256, parquet_path AS "parquetPath"
     FROM cost_file WHERE delivery_id = ANY($1) AND parquet_path IS NOT NULL ORDER BY delivery_id, position`,
    [deliveryIds],
  );
  return rowSchema
    .array()
    .parse(rows)
    .map(({ parquetPath, ...file }) => ({ ...file, path: join(root, parquetPath) }));
}
