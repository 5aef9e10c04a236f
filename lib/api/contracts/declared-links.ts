import { z } from 'zod';
import { parseAmount } from '@/lib/domain/cost/amount';
import { currencyCodes } from '@/lib/domain/cost/currencies';
import { capacityUnits, linkMedia, seriesMeasures, seriesPattern } from '@/lib/domain/link/declared-link';
import { linkIdSchema } from './links';
import { instantSchema } from './paging';
import { siteNameSchema } from './sites';

const text = (most: number) => z.string().trim().min(1).max(most);

/** At a site by name, at a resource by its id in the inventory, or at a place that is no site of Millwright. */
const endSchema = z.union([
  z.strictObject({ site: text(200) }),
  z.strictObject({ resource: z.uuid() }),
  z.strictObject({ place: text(200) }),
]);

const amountSchema = z
  .string()
  .max(60)
  .refine((written) => {
    const amount = parseAmount(written);
    return amount !== null && amount >= 0n && amount < 10n ** 38n;
  }, 'Write a number of nought or more, at most 14 digits before the point and 24 behind it.');

export const declaredMeterSchema = z.discriminatedUnion('by', [
  z.strictObject({
    by: z.literal('probe'),
    from: siteNameSchema,
    to: siteNameSchema,
    kind: z.enum(['tcp', 'http', 'icmp']),
  }),
  z.strictObject({
    by: z.literal('prometheus'),
    connectionId: z.uuid(),
    series: z.string().trim().regex(seriesPattern, 'Write one metric’s name, with its labels in braces if need be.'),
    measures: z.enum(seriesMeasures),
    /** What it counts or is a rate of; null of a state alone. */
    unit: z.enum(['bytes', 'bits']).nullable(),
    isCounter: z.boolean(),
  }),
]);

/** What a person says of a line that no provider tells of. */
export const declaredLinkInputSchema = z.strictObject({
  name: text(120),
  medium: z.enum(linkMedia),
  near: endSchema,
  far: endSchema,
  /** Contracted, each way; null: not said. */
  capacity: z
    .strictObject({
      value: z.number().positive('A capacity is more than nought.').max(1e15),
      unit: z.enum(capacityUnits),
    })
    .nullable()
    .default(null),
  carrier: text(120).nullable().default(null),
  circuitId: text(120).nullable().default(null),
  /** Links that it rides on, and that ride on it. */
  ridesOn: z.array(linkIdSchema).max(50).default([]),
  carries: z.array(linkIdSchema).max(200).default([]),
  redundancyGroup: text(120).nullable().default(null),
  /** A month. */
  cost: z
    .strictObject({
      amount: amountSchema,
      currency: z.string().refine((code) => currencyCodes.includes(code), 'Use a code of ISO 4217, such as EUR.'),
    })
    .nullable()
    .default(null),
  notes: z.string().trim().max(2_000).default(''),
  meters: z.array(declaredMeterSchema).max(20).default([]),
});
export type DeclaredLinkInput = z.output<typeof declaredLinkInputSchema>;

const reasonSchema = text(500);

const keptSchema = z.strictObject({ kept: z.number().int().nonnegative() });

/** `basedOn` is the version that the edit began with: when another was written since, it is refused. */
export const changeDeclaredLinkSchema = declaredLinkInputSchema.extend({
  /** `kept`: as it was said, also where that is not there any more. */
  near: z.union([endSchema, z.strictObject({ kept: z.literal(true) })]),
  far: z.union([endSchema, z.strictObject({ kept: z.literal(true) })]),
  /** Links by their ids; `kept`: what was said at that position (`at` of the answer), also where it is not there any more. */
  ridesOn: z
    .array(z.union([linkIdSchema, keptSchema]))
    .max(50)
    .default([]),
  carries: z
    .array(z.union([linkIdSchema, keptSchema]))
    .max(200)
    .default([]),
  basedOn: z.number().int().positive(),
  reason: reasonSchema,
});
export type ChangeDeclaredLink = z.output<typeof changeDeclaredLinkSchema>;

export const removeDeclaredLinkSchema = z.strictObject({ reason: reasonSchema });

const placeSchema = z.object({
  /** Null: the resource is not there, so nobody knows where it ends. */
  site: z.string().nullable(),
  /** The resource it ends at; null: a site or a place was named. `id` is null of one that is no longer there. */
  resource: z.object({ id: z.uuid().nullable(), name: z.string() }).nullable(),
  /** The place that was named and is no site of Millwright; null: a site or a resource was named. */
  place: z.string().nullable(),
});
const linkRefSchema = z.object({
  /** Null: the link is not there any more. */
  id: linkIdSchema.nullable(),
  name: z.string(),
  /** Its position in what was said. */
  at: z.number().int().nonnegative(),
});

export const declaredLinkSchema = z.object({
  ...declaredLinkInputSchema.omit({ near: true, far: true, ridesOn: true, carries: true, capacity: true }).shape,
  id: z.uuid(),
  near: placeSchema,
  far: placeSchema,
  capacityBitsPerSecond: z.number().nullable(),
  ridesOn: z.array(linkRefSchema),
  carries: z.array(linkRefSchema),
  /** Null: not said, or the reader may not see costs of it. */
  cost: z.object({ amount: z.string(), currency: z.string() }).nullable(),
  costHidden: z.boolean(),
  meters: z.array(declaredMeterSchema),
  managedBy: z.enum(['console', 'file']),
  version: z.number().int().positive(),
  createdBy: z.string(),
  createdAt: instantSchema,
  updatedBy: z.string(),
  updatedAt: instantSchema,
});
export type DeclaredLinkAnswer = z.infer<typeof declaredLinkSchema>;
export const declaredLinksSchema = z.object({ items: z.array(declaredLinkSchema) });
