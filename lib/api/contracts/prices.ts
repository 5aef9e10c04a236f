import { z } from 'zod';
import { providerIds } from '@/lib/domain/provider';
import { instantSchema } from './paging';

/** What one device costs an hour. Null anywhere below: not known. */
const knownPriceSchema = z.object({
  /** An exact decimal as text. */
  amount: z.string(),
  /** Where it comes from, in words. */
  source: z.string(),
  validFrom: instantSchema,
  /** When its source was last found to say so. */
  knownAt: instantSchema,
});
export type KnownDevicePrice = z.infer<typeof knownPriceSchema>;

const termsShape = {
  currency: z.string(),
  onDemand: knownPriceSchema.nullable(),
  spot: knownPriceSchema.nullable(),
  /** An hour of a year that is promised, nothing paid ahead, where the source is a provider's API. */
  committed: knownPriceSchema.nullable(),
};

const gpuPriceSchema = z.object({
  provider: z.enum(providerIds),
  gpuModel: z.string(),
  /** As the price list names the accelerator, which may tell memory apart. */
  variant: z.string(),
  region: z.string(),
  /** False: the machine it is attached to costs more on top. */
  includesMachine: z.boolean(),
  ...termsShape,
});
export type GpuPriceLine = z.infer<typeof gpuPriceSchema>;

export const pricesQuerySchema = z.strictObject({
  /** As the inventory names models; absent: of each model and provider the region with the lowest price on demand. */
  gpu: z.string().max(200).optional(),
  provider: z.enum(providerIds).optional(),
  /** What was valid then; absent: now. */
  at: instantSchema.optional(),
});
export type PricesQuery = z.infer<typeof pricesQuerySchema>;

export const pricesSchema = z.object({
  at: instantSchema,
  /** Every list of a provider's price API is kept from then on; of before, the last of each month. */
  keptFrom: instantSchema,
  /** Models that any price list has. */
  models: z.array(z.string()),
  items: z.array(gpuPriceSchema),
  /** Where the price lists that were valid come from. */
  lists: z.array(
    z.object({
      provider: z.enum(providerIds),
      source: z.string(),
      /** How many lists it is read as: those of machines and of regions are told, and may fail, one by one. */
      count: z.number().int().positive(),
      /** When one of them last said something new. */
      changedAt: instantSchema,
      /** When the one with the greatest age was last known to be so. */
      knownAt: instantSchema,
      /** Asked for before `keptFrom`: what is told is the last list of an earlier month, and prices may have been others. */
      isMonthly: z.boolean(),
    }),
  ),
});
export type Prices = z.infer<typeof pricesSchema>;

export const priceHistoryQuerySchema = z.strictObject({
  gpu: z.string().max(200),
  provider: z.enum(providerIds),
  region: z.string().max(200),
});
export type PriceHistoryQuery = z.infer<typeof priceHistoryQuerySchema>;

/** What a price was from each time on that it changed, the newest first. What is told of `since` was so before. */
export const priceHistorySchema = z.object({
  since: instantSchema,
  items: z.array(
    z.object({
      validFrom: instantSchema,
      variant: z.string(),
      /** False: the machine it is attached to costs more on top. */
      includesMachine: z.boolean(),
      currency: z.string(),
      /** Of its prices, in words; none where nothing was known any more. */
      sources: z.array(z.string()),
      onDemand: z.string().nullable(),
      spot: z.string().nullable(),
      committed: z.string().nullable(),
    }),
  ),
});
export type PriceHistory = z.infer<typeof priceHistorySchema>;
