import { z } from 'zod';
import { costMetrics } from '@/lib/domain/cost/billing-delivery';
import { transferKinds } from '@/lib/domain/cost/transfer-patterns';
import { costRangeShape, costSchema, isCostRange, notACostRange } from './cost';
import { instantSchema } from './paging';

const amountSchema = z.string();

export const transferQuerySchema = z
  .strictObject({
    ...costRangeShape,
    metric: z.enum(costMetrics).default('effective'),
    /** What ends are named by: regions of providers, or sites. */
    ends: z.enum(['region', 'site']).default('region'),
    step: z.enum(['day', 'week', 'month']).default('day'),
  })
  .refine(isCostRange, notACostRange);
export type TransferQuery = z.infer<typeof transferQuerySchema>;

/** `amount` null: no row tells it. */
const moneyShape = {
  amount: amountSchema.nullable(),
  atLeast: z.boolean(),
  rows: z.number().int().nonnegative(),
  untoldRows: z.number().int().nonnegative(),
};
const moneySchema = z.object(moneyShape);
export type TransferMoney = z.infer<typeof moneySchema>;

/** Money and bytes. `bytes` null: not known; `areBytesWhole` false: they are a floor. */
const flowShape = {
  ...moneyShape,
  bytes: amountSchema.nullable(),
  areBytesWhole: z.boolean(),
  /** What 10⁹ bytes cost, of what both are known; null: of nothing. */
  pricePerGigabyte: amountSchema.nullable(),
};
const flowSchema = z.object(flowShape);
export type TransferFlowFigure = z.infer<typeof flowSchema>;

/**
 * An end: `aws/us-east-1` or a site, `internet`, `other-zone` of the same region, `private-circuit`, `aws-edge:EU` (a price
 * zone of CloudFront), `edge-origin` (the server that edge locations fetch from). Null: the bill does not tell it.
 */
const endSchema = z.string().nullable();

const pairSchema = z.object({
  from: endSchema,
  to: endSchema,
  ...flowShape,
  /** Quantities as they are told, by unit. */
  quantities: z.array(z.object({ unit: z.string().nullable(), quantity: amountSchema })),
  kinds: z.array(z.enum(transferKinds)),
});
export type TransferPairFigure = z.infer<typeof pairSchema>;

const unrecognisedSchema = z.object({
  provider: z.string().nullable(),
  service: z.string().nullable(),
  /** The usage type, SKU's name or meter that nothing is known of. */
  text: z.string().nullable(),
  ...moneyShape,
});
export type UnrecognisedTransfer = z.infer<typeof unrecognisedSchema>;

const transferBookSchema = z.object({
  basis: z.enum(['billed', 'provider-estimate', 'own-estimate']),
  currency: z.string().nullable(),
  /** Everything that is charged for data: the matrix, what is not recognised, and other charges. */
  whole: moneySchema,
  /** Usage of which the way is told: what the matrix adds up to. */
  total: flowSchema,
  /** Usage that is charged for data by texts that nothing is known of, and each such text, the costliest first. */
  unrecognised: z.object({ ...moneyShape, texts: z.array(unrecognisedSchema) }),
  /** What is no usage, such as tax and credits, by FOCUS's charge category; null: rows that tell none. */
  otherCharges: z.array(z.object({ category: z.string().nullable(), ...moneyShape })),
  /** The matrix: its rows and columns, the costliest first, not told last, and its cells. They add up to the total. */
  from: z.array(endSchema),
  to: z.array(endSchema),
  pairs: z.array(pairSchema),
  byKind: z.array(z.object({ kind: z.enum(transferKinds), ...flowShape })),
  /** By kind and step; null: no row of that step tells the cost. */
  series: z.array(z.object({ kind: z.enum(transferKinds), amounts: z.array(amountSchema.nullable()) })),
});
export type TransferBook = z.infer<typeof transferBookSchema>;

export const transferSchema = z.object({
  at: instantSchema,
  asOf: instantSchema,
  metric: z.enum(costMetrics),
  ends: z.enum(['region', 'site']),
  isPartial: z.boolean(),
  sources: costSchema.shape.sources,
  steps: costSchema.shape.steps,
  books: z.array(transferBookSchema),
});
export type DataTransfer = z.infer<typeof transferSchema>;

/** The rows of a cell of the matrix, or of a text that is not recognised. The empty text stands for what is not told. */
export const transferNamesQuerySchema = z
  .strictObject({
    ...costRangeShape,
    metric: z.enum(costMetrics).default('effective'),
    /** What the ends are named by; `unrecognised`: the origin is a service, the destination a text that is not recognised. */
    ends: z.enum(['region', 'site', 'unrecognised']).default('region'),
    basis: z.enum(['billed', 'provider-estimate', 'own-estimate']).default('billed'),
    currency: z.string().max(10).default(''),
    origin: z.string().max(1_000).default(''),
    destination: z.string().max(1_000).default(''),
  })
  .refine(isCostRange, notACostRange);
export type TransferNamesQuery = z.infer<typeof transferNamesQuerySchema>;

/** What narrows costs to these rows: each name that they have together, all of them; null: they have none. */
export const transferNamesSchema = z.object({
  names: z.array(z.object({ provider: endSchema, service: endSchema, region: endSchema, sku: endSchema })),
});
export type TransferNames = z.infer<typeof transferNamesSchema>;
