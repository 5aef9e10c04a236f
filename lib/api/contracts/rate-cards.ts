import { z } from 'zod';
import { parseAmount } from '@/lib/domain/cost/amount';
import { currencyCodes } from '@/lib/domain/cost/currencies';
import { onPremisesParts } from '@/lib/domain/cost/rate-card';
import { instantSchema } from './paging';

const daySchema = z.iso.date();

/** An exact decimal of nought or more, as text. */
const amountSchema = z
  .string()
  .max(60)
  .refine((text) => {
    const amount = parseAmount(text);
    return amount !== null && amount >= 0n && amount < 10n ** 38n;
  }, 'Write a number of nought or more, at most 14 digits before the point and 24 behind it.');

function isOneOrMore(text: string): boolean {
  const amount = parseAmount(text);
  return amount !== null && amount >= 10n ** 24n;
}

const countSchema = z.number().int().min(1);
const text = z.string().trim().min(1).max(200);

/** What a person writes on a card. Null is what is not known; nought is what costs nothing. */
export const rateCardInputSchema = z.strictObject({
  site: text,
  /** As the inventory names models; null: nodes without accelerators. */
  gpuModel: text.nullable(),
  /** Names of nodes, `*` for any run of characters. */
  nodes: text.default('*'),
  validFrom: daySchema,
  withdrawn: z.boolean().default(false),
  currency: z.string().refine((code) => currencyCodes.includes(code), 'Use a code of ISO 4217, such as EUR.'),
  /** Of one node. */
  purchase: z
    .strictObject({
      price: amountSchema,
      residual: amountSchema,
      on: daySchema,
      months: countSchema.max(600),
      /** The day its nodes were given up; null: they are in use. */
      retiredOn: daySchema.nullable().default(null),
    })
    .nullable(),
  /** Of a kilowatt hour. */
  powerPrice: amountSchema.nullable(),
  /** Power of the whole place for each watt of its machines. */
  pue: amountSchema.refine(isOneOrMore, 'It is 1 or more.'),
  ratedWatts: amountSchema.nullable(),
  /** A node without its accelerators, whose measured power is added. */
  hostWatts: amountSchema.nullable(),
  /** A month. */
  rackPrice: amountSchema.nullable(),
  nodesPerRack: countSchema.max(1_000),
  /** A month, spread over the nodes of the card that are listed. */
  staffPrice: amountSchema.nullable(),
  /** Network and storage, a month of one node. */
  overheadPrice: amountSchema.nullable(),
  note: z.string().trim().max(500).default(''),
});
export type RateCardInput = z.output<typeof rateCardInputSchema>;

/** `basedOn` is the version the edit began with, null for a new card: when another was written since, it is refused. */
export const addRateCardSchema = rateCardInputSchema.extend({ basedOn: countSchema.nullable() });
export type AddRateCard = z.output<typeof addRateCardSchema>;

const versionSchema = z.object({
  ...rateCardInputSchema.shape,
  version: countSchema,
  createdBy: z.string(),
  createdAt: instantSchema,
});
export type RateCardVersion = z.infer<typeof versionSchema>;

const rateSchema = z.object({
  /** Exact decimals as text; null: not known. */
  perNodeHour: z.string().nullable(),
  perGpuHour: z.string().nullable(),
});

/** What an hour of a card's nodes came to on a day, as the mean over the nodes that were listed. */
export const nodeRatesSchema = z.object({
  day: daySchema,
  currency: z.string(),
  /** None: nobody listed such a node on the day, and the rates are those of a single one. */
  nodes: z.number().int().nonnegative(),
  gpus: z.number().int().nonnegative(),
  /** Nodes whose accelerators' power was measured; the others are told by their rated power. */
  measuredNodes: z.number().int().nonnegative(),
  /** Nodes that nobody listed on the day, and that lose their value all the same; they are in no rate. */
  absentNodes: z.number().int().nonnegative(),
  parts: z.array(rateSchema.extend({ part: z.enum(onPremisesParts) })),
  /** `atLeast`: a part is not known. */
  total: rateSchema.extend({ atLeast: z.boolean() }),
});
export type NodeRates = z.infer<typeof nodeRatesSchema>;

/** What stands before `://` of a machine, as `foreign` tells it. */
export const ownSchemeParamsSchema = z.object({ scheme: z.string().regex(/^[a-z0-9][a-z0-9+.-]{0,62}$/) });

export const rateCardsSchema = z.object({
  at: instantSchema,
  /** The day of the rates: the last on which nodes were noted. */
  day: daySchema,
  cards: z.array(
    z.object({
      site: z.string(),
      gpuModel: z.string().nullable(),
      nodes: z.string(),
      /** The version in force on the day; null: none is. */
      inForce: countSchema.nullable(),
      /** The newest first. */
      versions: z.array(versionSchema),
      rates: nodeRatesSchema.nullable(),
    }),
  ),
  /** Nodes listed on the day that no card prices: where a card of their site holds, rows without a cost tell them. */
  unpriced: z.array(
    z.object({
      site: z.string(),
      gpuModel: z.string().nullable(),
      /** Of each; null: not known. */
      gpuCount: z.number().int().nonnegative().nullable(),
      nodes: z.number().int().positive(),
    }),
  ),
  /** Nodes of Kubernetes that name a machine of a place nobody knows, a cloud or one's own: no card prices them. */
  foreign: z.array(
    z.object({
      site: z.string(),
      /** What stands before `://` of the machine they name. */
      scheme: z.string(),
      nodes: z.number().int().positive(),
    }),
  ),
  /** By site the days of the last 35 on which nobody could read some nodes that cards price as though they were there. */
  assumed: z.array(
    z.object({
      site: z.string(),
      /** The first and the last of the days. */
      from: daySchema,
      to: daySchema,
      days: z.number().int().positive(),
      nodes: z.number().int().positive(),
    }),
  ),
  /** Schemes that people declared to be of machines at one's own place, whose nodes cards price. */
  ownSchemes: z.array(z.object({ scheme: z.string(), createdBy: z.string(), createdAt: instantSchema })),
});
export type RateCards = z.infer<typeof rateCardsSchema>;
