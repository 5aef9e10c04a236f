import { z } from 'zod';
import { transferKinds } from '@/lib/domain/cost/transfer-patterns';
import { storedCostShape, storedText } from './stored-schema';

/** What the way of a charge for data is told from, as DuckDB answers it. */
export const chargeShape = {
  provider: storedText,
  currency: storedText,
  category: storedText,
  region: storedText,
  meter: storedText,
  /** What was told of it when the delivery was read. */
  known: z.enum(transferKinds).nullable(),
  service: storedText,
  operation: storedText,
  unit: storedText,
  team: storedText,
  site: storedText,
};
/** Charges of one day that are alike in it, added up. */
export const transferDaySchema = z.object({
  ...chargeShape,
  ...storedCostShape,
  /** Days since 1970. */
  day: z.number(),
  /** Whole units and parts of one, apart: together they may be more than a decimal holds. */
  whole_quantity: storedText,
  part_quantity: storedText,
  untold_quantity: z.coerce.number(),
});
/** A charge with its SKU. */
export const transferNameSchema = z.object({ ...chargeShape, sku: storedText });

/** A charge for data, as far as its way is told from it. */
export type TransferCharge = z.infer<z.ZodObject<typeof chargeShape>>;
/** Such charges of one day, added up. */
export type TransferDay = z.infer<typeof transferDaySchema>;
