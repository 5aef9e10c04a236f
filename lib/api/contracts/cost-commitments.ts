import { z } from 'zod';
import { onDemandPrices } from '@/lib/domain/cost/commitment-sum';
import { costRangeShape, costSchema, isCostRange, notACostRange } from './cost';
import { instantSchema } from './paging';

const amountSchema = z.string();

export const commitmentsQuerySchema = z
  .strictObject({
    ...costRangeShape,
    price: z.enum(onDemandPrices).default('contracted'),
    step: z.enum(['day', 'week', 'month']).default('day'),
  })
  .refine(isCostRange, notACostRange);
export type CommitmentsQuery = z.infer<typeof commitmentsQuerySchema>;

/** A sum. Null: it is not known. `atLeast`: rows or sources are missing from it. */
const sumSchema = z.object({ amount: amountSchema.nullable(), atLeast: z.boolean() });
export type CommitmentSumFigure = z.infer<typeof sumSchema>;

/**
 * A part of a whole: amounts of the currency, or hours. `share` from 0 to 1; null: not known, or there is no whole.
 * `isPartial`: rows or sources are missing, so that it is the share of what is told.
 */
const shareSchema = z.object({
  part: amountSchema.nullable(),
  whole: amountSchema.nullable(),
  share: z.number().nullable(),
  isPartial: z.boolean(),
});
export type CommitmentShare = z.infer<typeof shareSchema>;

const figuresShape = {
  used: sumSchema,
  /** Paid for and used by nothing. */
  unused: sumSchema,
  utilisation: shareSchema,
  /** What the covered usage would have cost on demand, at `price`. */
  onDemand: sumSchema,
  savings: sumSchema,
  netSavings: sumSchema,
  billed: sumSchema,
  amortised: sumSchema,
  /** Billed less amortised; null: not known. */
  balance: amountSchema.nullable(),
};

/** When a commitment runs, as its provider's API told the connection that reads its bills. */
const termSchema = z.object({
  startsAt: instantSchema.nullable(),
  /** Not included; null: the provider does not say. */
  endsAt: instantSchema.nullable(),
  /** Whole days from `asOf` to its end; below nought: it is over. Null where its end is not known. */
  daysLeft: z.number().int().nullable(),
  /** The provider's own word. */
  status: z.string().nullable(),
  connectionId: z.uuid(),
  /** When the provider last said so; where `asOf` was asked for, when it first did. */
  readAt: instantSchema,
});
export type CommitmentTerm = z.infer<typeof termSchema>;

const commitmentSchema = z.object({
  /** Null: rows of unused commitments that name none. */
  id: z.string().nullable(),
  provider: z.string().nullable(),
  name: z.string().nullable(),
  type: z.string().nullable(),
  category: z.string().nullable(),
  unit: z.string().nullable(),
  quantity: z.object({
    used: amountSchema.nullable(),
    unused: amountSchema.nullable(),
    purchased: amountSchema.nullable(),
  }),
  ...figuresShape,
  /** Null: not known. No bill tells it, and its provider was not asked or did not answer. */
  term: termSchema.nullable(),
});
export type Commitment = z.infer<typeof commitmentSchema>;

/** A provider, service, region or accelerator: how much of its usage is covered, and how much ran on spot. */
const coverageLineSchema = z.object({
  provider: z.string().nullable(),
  /** Null: rows name none. Of the list `provider` it is the provider. */
  value: z.string().nullable(),
  coverage: shareSchema,
  spot: shareSchema,
});
export type CoverageLine = z.infer<typeof coverageLineSchema>;

const coverageCuts = ['provider', 'service', 'region', 'gpu-model'] as const;

const commitmentBookSchema = z.object({
  basis: z.enum(['billed', 'provider-estimate', 'own-estimate']),
  currency: z.string().nullable(),
  /**
   * Providers whose bills cover usage by commitments that they do not name; null: a provider that is not told. Used and
   * unused leave them out, as do shares of cost; savings are not known.
   */
  unnamedProviders: z.array(z.string().nullable()),
  /** Which costs a month of the range lacks of which another delivery tells the other. */
  missingHalves: z.array(z.enum(['billed', 'effective'])),
  ...figuresShape,
  coverage: shareSchema,
  spot: z.object({
    gpuCost: shareSchema,
    gpuHours: shareSchema,
    /** Of machines with accelerators and without. */
    computeCost: shareSchema,
    computeHours: shareSchema,
  }),
  /** By step; null: not known of that step. */
  series: z.object({
    coverage: z.array(z.number().nullable()),
    utilisation: z.array(z.number().nullable()),
    spot: z.array(z.number().nullable()),
    covered: z.array(amountSchema.nullable()),
    eligible: z.array(amountSchema.nullable()),
  }),
  by: z.object({
    provider: z.array(coverageLineSchema),
    service: z.array(coverageLineSchema),
    region: z.array(coverageLineSchema),
    'gpu-model': z.array(coverageLineSchema),
  } satisfies Record<(typeof coverageCuts)[number], z.ZodType>),
  /** The costliest first. */
  commitments: z.array(commitmentSchema),
});
export type CommitmentBook = z.infer<typeof commitmentBookSchema>;

export const commitmentsSchema = z.object({
  at: instantSchema,
  asOf: instantSchema,
  price: z.enum(onDemandPrices),
  /** Whether anything is missing from the range, so that amounts are floors and shares those of what is told. */
  isPartial: z.boolean(),
  sources: costSchema.shape.sources,
  steps: costSchema.shape.steps,
  books: z.array(commitmentBookSchema),
});
export type Commitments = z.infer<typeof commitmentsSchema>;
