import { z } from 'zod';
import { costFilterShape, costRangeShape, costTimeSchema, isCostRange, notACostRange } from './cost';

/** Rows of the ledger as a FOCUS 1.2 dataset, in the order of months, sources, scopes, files and rows. */
export const costExportQuerySchema = z
  .strictObject({
    ...costRangeShape,
    ...costFilterShape,
    time: costTimeSchema,
    format: z.enum(['focus-csv', 'focus-parquet']).default('focus-csv'),
  })
  .refine(isCostRange, notACostRange);
export type CostExportQuery = z.infer<typeof costExportQuerySchema>;
