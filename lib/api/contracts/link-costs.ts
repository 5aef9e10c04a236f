import { z } from 'zod';
import { instantSchema } from './paging';

const moneySchema = z.object({ amount: z.string(), currency: z.string().nullable() });

/** How a figure stands to the true one; null: it may be more or less. */
const boundSchema = z.enum(['exact', 'least', 'most']).nullable();

export const linkCostsSchema = z.object({
  at: instantSchema,
  windows: z.array(
    z.object({
      window: z.enum(['month-to-date', 'last-month']),
      /** Whole days, both included, UTC. */
      from: z.iso.date(),
      to: z.iso.date(),
      /** What bills charge, by who tells of the link and in which currency and kind of bill; empty: no bill names it. */
      billed: z.array(
        moneySchema.extend({
          teller: z.string(),
          resource: z.string(),
          basis: z.enum(['billed', 'provider-estimate', 'own-estimate']),
          /** Effective cost of the link itself; null: only transfer is told. */
          amount: z.string().nullable(),
          /** Data transfer that names it, apart; null: none does. */
          transfer: z.string().nullable(),
          atLeast: z.boolean(),
        }),
      ),
      /** Bytes carried, both ways together; null: nothing measured it. */
      volume: z
        .object({
          bytes: z.number(),
          /** Hours of the window that were measured both ways, of those there are. */
          measuredHours: z.number().int(),
          hours: z.number().int(),
        })
        .nullable(),
      /** Money for 10^12 bytes carried, transfer included, derived; by currency and kind of bill. */
      perTerabyte: z.array(
        moneySchema.extend({
          basis: z.enum(['billed', 'provider-estimate', 'own-estimate', 'stated']),
          bound: boundSchema,
        }),
      ),
    }),
  ),
  /** What whoever declared it says it costs a month. */
  stated: z.array(moneySchema.extend({ name: z.string(), by: z.string(), at: instantSchema })),
});
export type LinkCosts = z.infer<typeof linkCostsSchema>;
