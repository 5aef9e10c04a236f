import { z } from 'zod';
import { costMetrics } from '@/lib/domain/cost/billing-delivery';
import { budgetPeriods } from '@/lib/domain/cost/budget-period';
import { costBasisSchema, costSliceShape, periodForecastSchema, spentSchema } from './cost-forecast';
import { instantSchema } from './paging';

const daySchema = z.iso.date();
const emailSchema = z.email().max(320);
/** Exact decimal text above nought. */
const limitSchema = z
  .string()
  .regex(/^\d{1,12}(\.\d{1,12})?$/, 'An amount such as 1200 or 1200.50')
  .refine((text) => /[1-9]/.test(text), 'An amount above nought');
const percentsSchema = (most: number) =>
  z
    .array(z.number().int().min(1).max(most))
    .max(10)
    .refine((list) => new Set(list).size === list.length, 'Each only once');

const termsShape = {
  name: z.string().trim().min(1).max(120),
  /** Of each dimension the values that count; the empty text stands for rows without one. None: all costs. */
  filters: z.strictObject(costSliceShape),
  metric: z.enum(costMetrics),
  basis: costBasisSchema,
  /** Only bills in this currency count; nothing is converted. */
  currency: z.string().regex(/^[A-Z]{3}$/, 'Three capital letters, such as USD'),
  period: z.enum(budgetPeriods),
  amount: limitSchema,
  /** Periods with an amount of their own, by their first day. */
  overrides: z.array(z.strictObject({ from: daySchema, amount: limitSchema })).max(60),
  /** Percent of the amount: alerts on what is spent. */
  actualThresholds: percentsSchema(1_000),
  /** Percent: alerts on the probability to pass the amount. */
  probabilityThresholds: percentsSchema(99),
  owner: emailSchema.nullable(),
  notify: z.array(emailSchema).max(20),
};

export const budgetTermsSchema = z.strictObject(termsShape);
export type BudgetTermsInput = z.input<typeof budgetTermsSchema>;

/** What a new budget leaves out is taken as is usual. */
export const createBudgetSchema = z.strictObject({
  ...termsShape,
  filters: termsShape.filters.default({}),
  metric: termsShape.metric.default('effective'),
  basis: termsShape.basis.default('billed'),
  period: termsShape.period.default('month'),
  overrides: termsShape.overrides.default([]),
  actualThresholds: termsShape.actualThresholds.default([80, 100]),
  probabilityThresholds: termsShape.probabilityThresholds.default([50]),
  owner: termsShape.owner.default(null),
  notify: termsShape.notify.default([]),
});

/** All terms anew, or `archived`; `version` is the one the change began with. */
export const patchBudgetSchema = z
  .strictObject({
    version: z.number().int().positive(),
    terms: budgetTermsSchema.optional(),
    archived: z.literal(true).optional(),
  })
  .refine(({ terms, archived }) => (terms === undefined) !== (archived === undefined), {
    message: 'Either terms or archived.',
  });
export type PatchBudget = z.infer<typeof patchBudgetSchema>;

const budgetSchema = z.object({
  id: z.uuid(),
  version: z.number().int().positive(),
  createdAt: instantSchema,
  archivedAt: instantSchema.nullable(),
  terms: z.object(termsShape),
});
export type Budget = z.infer<typeof budgetSchema>;

/** `over`: what is told is more than the amount, for certain. `unknown`: nothing, or only a floor within it, can be forecast. */
export const budgetStates = ['over', 'likely-over', 'near', 'on-course', 'unknown'] as const;
export type BudgetState = (typeof budgetStates)[number];

const standingShape = {
  /** What may be spent in the period of now. */
  amount: z.string(),
  state: z.enum(budgetStates),
  /** From 0 to 1 that the period's cost passes the amount, an estimate; 1 where it has; a floor where the forecast is one. Null: cannot be said. */
  probability: z.number().min(0).max(1).nullable(),
};

export const budgetsSchema = z.object({
  at: instantSchema,
  items: z.array(
    z.object({
      budget: budgetSchema,
      ...standingShape,
      forecast: periodForecastSchema.omit({ days: true }),
      openAlerts: z.number().int().nonnegative(),
    }),
  ),
});
export type Budgets = z.infer<typeof budgetsSchema>;

export const budgetAlertSchema = z.object({
  id: z.uuid(),
  budgetId: z.uuid(),
  periodStart: daySchema,
  /** Of the budget as it was then. */
  period: z.enum(budgetPeriods),
  currency: z.string(),
  kind: z.enum(['actual', 'probability']),
  /** Percent. */
  threshold: z.number().int(),
  amount: z.string(),
  /** What was told then; null: nothing was. */
  spent: z.string().nullable(),
  /** It was a floor. */
  atLeast: z.boolean(),
  /** What the period was expected to cost then, with its band; null: that could not be said. */
  forecast: z.object({ amount: z.string(), low: z.string().nullable(), high: z.string().nullable() }).nullable(),
  /** Percent; null of an alert on what was spent. */
  probability: z.number().nullable(),
  raisedAt: instantSchema,
  /** What was known at this instant. */
  asOf: instantSchema,
  acknowledgedAt: instantSchema.nullable(),
  acknowledgedBy: z.string().nullable(),
});
export type BudgetAlert = z.infer<typeof budgetAlertSchema>;

export const budgetDetailSchema = z.object({
  at: instantSchema,
  budget: budgetSchema,
  ...standingShape,
  forecast: periodForecastSchema,
  /** Newest first. */
  alerts: z.array(budgetAlertSchema),
  /** Periods before, newest first, each with what is spent of what the budget counts now. */
  history: z.array(
    z.object({
      from: daySchema,
      to: daySchema,
      /** In force at its end; null: it was for other costs, or in another currency. */
      amount: z.string().nullable(),
      spent: spentSchema,
    }),
  ),
  /** What it said from when on and who wrote it, newest first. */
  versions: z.array(
    z.object({
      version: z.number().int(),
      changedAt: instantSchema,
      changedBy: z.string(),
      terms: z.object(termsShape),
    }),
  ),
});
export type BudgetDetail = z.infer<typeof budgetDetailSchema>;
