import { z } from 'zod';
import { billingSources, importableSources } from '@/lib/domain/cost/billing-delivery';
import { currencySchema } from './cost';
import { cursorSchema, instantSchema, many } from './paging';

const daySchema = z.iso.date();
const monthSchema = z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/, 'It is no month such as 2026-11.');
const countSchema = z.number().int().nonnegative();

/** What became of a delivery. Only one that is kept and not superseded counts. */
export const deliveryStates = ['kept', 'quarantined', 'overlapping'] as const;
export type DeliveryState = (typeof deliveryStates)[number];

/** Which deliveries, the newest month first. */
export const deliveriesQuerySchema = z.strictObject({
  month: monthSchema.optional(),
  source: many(z.enum(billingSources)),
  state: many(z.enum(deliveryStates)),
  /** Also those that a later one took the place of. */
  superseded: z.stringbool().default(false),
  cursor: cursorSchema.optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});
export type DeliveriesQuery = z.infer<typeof deliveriesQuerySchema>;

/** That somebody waits no longer for what a delivery in quarantine would have told. */
const dismissalSchema = z.object({
  at: instantSchema,
  by: z.string(),
  /** Null: it may tell of rows beyond what the reader may see. */
  reason: z.string().nullable(),
});

/** A delivery of bills. Counts and columns are null where they tell of rows beyond what the reader may see. */
const deliverySchema = z.object({
  id: z.uuid(),
  /** Null: a person brought it in, or the connection was removed. */
  connection: z.object({ id: z.uuid(), name: z.string() }).nullable(),
  source: z.enum(billingSources),
  scope: z.string(),
  title: z.string(),
  month: monthSchema,
  basis: z.enum(['billed', 'provider-estimate', 'own-estimate']),
  coverage: z.enum(['all', 'billed', 'effective']),
  state: z.enum(deliveryStates),
  /** Null: it is not dismissed. */
  dismissal: dismissalSchema.nullable(),
  /** When its giver made it; null: nobody says. */
  deliveredAt: instantSchema.nullable(),
  arrivedAt: instantSchema,
  /** From when on another stood in its place; null: it is the last of its kind. */
  supersededAt: instantSchema.nullable(),
  supersededBy: z.uuid().nullable(),
  firstDay: daySchema.nullable(),
  lastDay: daySchema.nullable(),
  rows: countSchema.nullable(),
  rejectedRows: countSchema.nullable(),
  /** Columns of FOCUS that its files lack, and columns that FOCUS does not know. */
  missing: z.array(z.string()).nullable(),
  unknown: z.array(z.string()).nullable(),
  /** When it was last added up, and by which version of the rules, null where none was written; null: it is not. */
  addedUp: z.object({ at: instantSchema, rulesVersion: z.number().int().positive().nullable() }).nullable(),
});
export type Delivery = z.infer<typeof deliverySchema>;

export const deliveriesSchema = z.object({
  at: instantSchema,
  items: z.array(deliverySchema),
  nextCursor: cursorSchema.nullable(),
});
export type Deliveries = z.infer<typeof deliveriesSchema>;

/** Why something was not taken. `row` counts from 1, the header not counted; null: the file, or the whole delivery. */
const rejectionSchema = z.object({
  file: z.string().nullable(),
  row: z.number().int().positive().nullable(),
  column: z.string().nullable(),
  /** As it came, cut short. */
  value: z.string().nullable(),
  reason: z.string(),
});
export type DeliveryRejection = z.infer<typeof rejectionSchema>;

const fileSchema = z.object({
  name: z.string(),
  bytes: countSchema,
  /** Of the original, hexadecimal. */
  sha256: z.string(),
  rows: countSchema,
  /** Whether any of its rows were kept. */
  isKept: z.boolean(),
  /** Why the whole file cannot be read; null: its rows could be told apart. */
  fault: z.string().nullable(),
});

/** Another delivery that this one stands beside. */
const otherSchema = deliverySchema.pick({
  id: true,
  title: true,
  source: true,
  scope: true,
  state: true,
  dismissal: true,
  arrivedAt: true,
  supersededAt: true,
  supersededBy: true,
  rows: true,
  rejectedRows: true,
});
export type OtherDelivery = z.infer<typeof otherSchema>;

export const deliveryDetailSchema = deliverySchema.extend({
  at: instantSchema,
  /** Null: they tell of rows beyond what the reader may see. */
  files: z.array(fileSchema).nullable(),
  /** A hundred at most; `rejectedRows` counts all. Null as above. */
  rejections: z.array(rejectionSchema).nullable(),
  billingAccounts: z.array(z.string()).nullable(),
  /** All of its source, scope and month, the newest first. */
  history: z.array(otherSchema),
  /** Whether it may be chosen to count, and what would no longer count then; null: there is nothing to choose. */
  choice: z.object({ instead: z.array(otherSchema) }).nullable(),
});
export type DeliveryDetail = z.infer<typeof deliveryDetailSchema>;

/** Has a delivery count. `instead`: what will no longer, as it was shown; the choice is void when that has changed. */
export const chooseDeliverySchema = z.strictObject({ instead: z.array(z.uuid()).max(100) });
export type ChooseDelivery = z.infer<typeof chooseDeliverySchema>;
export const deliveryChoiceSchema = z.object({ counts: z.uuid(), instead: z.array(z.uuid()) });

/** Dismisses a delivery in quarantine. */
export const dismissDeliverySchema = z.strictObject({ reason: z.string().trim().min(1, 'Say why.').max(2_000) });
export type DismissDelivery = z.infer<typeof dismissDeliverySchema>;

/** A file on its way in: its bytes are the request's body. */
export const uploadQuerySchema = z.strictObject({ name: z.string().trim().min(1).max(300) });

/** A file that waits to become part of a delivery; a day later it is gone. */
export const heldFileSchema = z.object({ id: z.uuid(), name: z.string(), bytes: countSchema, sha256: z.string() });
export type HeldFile = z.infer<typeof heldFileSchema>;

/** Makes one delivery of files that were sent before. */
export const importFilesSchema = z.strictObject({
  files: z
    .array(z.uuid())
    .min(1)
    .max(100)
    .refine((ids) => new Set(ids).size === ids.length, 'A file stands in it twice.'),
  /** What the next import of this name takes the place of; absent: the name of a single file. */
  scope: z.string().trim().min(1).max(300).optional(),
  source: z.enum(importableSources).default('focus-file'),
  /** The currency of files that have no BillingCurrency; never guessed. */
  currency: currencySchema.optional(),
  /** What 4/1/25 means; never guessed. */
  dateOrder: z.enum(['month-first', 'day-first']).optional(),
});
export type ImportFiles = z.input<typeof importFilesSchema>;

/** What became of an import. `unchanged`: the ledger has these very files as the last of their scope already. */
export const importOutcomeSchema = z.object({
  scope: z.string(),
  months: z.array(
    z.object({
      month: monthSchema,
      state: z.enum([...deliveryStates, 'unchanged']),
      deliveryId: z.uuid(),
      rows: countSchema,
      rejectedRows: countSchema,
      rejections: z.array(rejectionSchema),
    }),
  ),
  /** What is wrong with files that tell no billing month: no delivery tells of them. */
  untold: z.array(rejectionSchema),
});
export type ImportOutcome = z.infer<typeof importOutcomeSchema>;
