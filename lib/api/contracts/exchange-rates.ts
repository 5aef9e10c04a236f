import { z } from 'zod';
import { currencySchema } from './cost';
import { instantSchema } from './paging';

const daySchema = z.iso.date();

/** Both currencies of a pair, for all its rates; none: the pairs there are. */
export const exchangeRatesQuerySchema = z
  .strictObject({ from: currencySchema.optional(), to: currencySchema.optional() })
  .refine(({ from, to }) => (from === undefined) === (to === undefined), {
    message: 'Name both currencies of a pair, or none.',
  });
export type ExchangeRatesQuery = z.infer<typeof exchangeRatesQuerySchema>;

const rateSchema = z.object({
  from: z.string(),
  to: z.string(),
  /** The day it was fixed for. */
  day: daySchema,
  /** Units of `to` for one of `from`, exact. */
  rate: z.string(),
  source: z.string(),
  importedAt: instantSchema,
});
export type ExchangeRateTold = z.infer<typeof rateSchema>;

export const exchangeRatesSchema = z.object({
  at: instantSchema,
  pairs: z.array(
    z.object({
      last: rateSchema,
      firstDay: daySchema,
      days: z.number().int().positive(),
      /** Rates that a later one of the same day took the place of. */
      replaced: z.number().int().nonnegative(),
    }),
  ),
  /** Of the pair that was asked for, the newest day first, at most a thousand; null: none was. */
  rates: z.array(rateSchema).nullable(),
});
export type ExchangeRates = z.infer<typeof exchangeRatesSchema>;

/** Brings a file of rates in that was sent before. */
export const importRatesSchema = z.strictObject({
  file: z.uuid(),
  /** Who says so; absent: the European Central Bank for files of its form, else the file's name. */
  source: z.string().trim().min(1).max(200).optional(),
});
export type ImportRates = z.input<typeof importRatesSchema>;

export const ratesImportedSchema = z.object({
  source: z.string(),
  told: z.number().int().positive(),
  added: z.number().int().nonnegative(),
  changed: z.number().int().nonnegative(),
  firstDay: daySchema,
  lastDay: daySchema,
});
export type RatesImported = z.infer<typeof ratesImportedSchema>;
