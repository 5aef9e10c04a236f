import { z } from 'zod';
import { transferKinds } from '@/lib/domain/cost/transfer-patterns';
import { storedText } from './stored-schema';

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
export const transferChargeSchema = z.object(chargeShape);

/** A charge for data, as far as its way is told from it. */
export type TransferCharge = z.infer<typeof transferChargeSchema>;
