import { z } from 'zod';
import { providerIds } from '@/lib/domain/provider';
import { instantSchema } from './paging';

const daySchema = z.iso.date();
const longestDays = 100;
const microUsd = z.number().int().nonnegative();

/** Asks a connection's provider what the days cost. `atMostMicroUsd` is the price that was shown: more is refused. */
export const askEstimateSchema = z
  .strictObject({ connectionId: z.uuid(), from: daySchema, to: daySchema, atMostMicroUsd: microUsd })
  .refine(
    ({ from, to }) => from <= to && Date.parse(to) - Date.parse(from) < longestDays * 86_400_000,
    `The last day is not before the first, and at most ${longestDays} days are asked for.`,
  );
export type AskEstimate = z.output<typeof askEstimateSchema>;

/** Whether a connection's provider may be asked. Null: it may not, which is so until somebody says otherwise. */
export const estimateConsentSchema = z.strictObject({
  /** Millionths of a US dollar that a day's asking may cost at most. */
  dailyMicroUsd: microUsd.max(10_000_000).nullable(),
});

const estimateSchema = z.object({
  from: daySchema,
  to: daySchema,
  askedBy: z.string(),
  askedAt: instantSchema,
  costMicroUsd: microUsd,
  /** Of each currency the provider's sum, an exact decimal as text, and what the ledger tells of the same accounts and days. */
  totals: z.array(
    z.object({
      currency: z.string(),
      amount: z.string(),
      accounts: z.number().int().nonnegative(),
      /** Null: no bill tells it. `atLeast`: part of it is missing. */
      billed: z.object({ amount: z.string().nullable(), atLeast: z.boolean() }).nullable(),
    }),
  ),
  /** What could not be read of it, a sentence each. */
  gaps: z.array(z.string()),
});

/** Estimates of providers never add, neither to one another nor to bills. */
export const estimatesSchema = z.object({
  at: instantSchema,
  items: z.array(
    z.object({
      connectionId: z.uuid(),
      name: z.string(),
      provider: z.enum(providerIds),
      /** Who allowed it, and how much a day; null: nobody did. */
      allowed: z.object({ dailyMicroUsd: microUsd, by: z.string(), at: instantSchema }).nullable(),
      /** What one page costs, and what asking now costs at most; 0: it is free. */
      pageMicroUsd: microUsd,
      atMostMicroUsd: microUsd,
      spentTodayMicroUsd: microUsd,
      /** The last answer; null: it was never asked. */
      last: estimateSchema.nullable(),
    }),
  ),
});
export type Estimates = z.infer<typeof estimatesSchema>;
