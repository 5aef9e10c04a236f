import type pg from 'pg';
import { z } from 'zod';
import type { Rejection } from './incoming-delivery';
import { rejectionsSchema } from './unchanged-months';

const fileSchema = z.object({
  name: z.string(),
  bytes: z.string().transform(Number),
  /** Of the original, hexadecimal. */
  sha256: z.string(),
  rows: z.string().transform(Number),
  isKept: z.boolean(),
  fault: z.string().nullable(),
});

/** What a delivery is made of: its files, and why something of it was not taken. */
interface DeliveryParts {
  files: z.infer<typeof fileSchema>[];
  rejections: Rejection[];
}

export async function readDeliveryParts(pool: pg.Pool, deliveryId: string): Promise<DeliveryParts> {
  const [files, delivery] = await Promise.all([
    pool.query(
      `SELECT name, bytes, encode(sha256, 'hex') AS sha256, rows, parquet_path IS NOT NULL AS "isKept", fault
       FROM cost_file WHERE delivery_id = $1 ORDER BY position`,
      [deliveryId],
    ),
    pool.query('SELECT rejections FROM cost_delivery WHERE id = $1', [deliveryId]),
  ]);
  const rejections: unknown = delivery.rows[0]?.rejections;
  return { files: fileSchema.array().parse(files.rows), rejections: rejectionsSchema.parse(rejections) };
}
