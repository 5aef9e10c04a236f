import type pg from 'pg';
import { z } from 'zod';
import { costMetrics } from '@/lib/domain/cost/billing-delivery';
import type { BudgetTerms } from '@/lib/domain/cost/budget';
import { budgetPeriods } from '@/lib/domain/cost/budget-period';
import { type CostDimension, costDimensions } from '@/lib/domain/cost/cost-dimension';

const amountSchema = z.string().transform(trimZeros);
const filterShape = Object.fromEntries(
  costDimensions.map((dimension) => [dimension, z.array(z.string()).optional()]),
) as Record<CostDimension, z.ZodOptional<z.ZodArray<z.ZodString>>>;

const versionSchema = z.object({
  id: z.string(),
  version: z.number(),
  createdAt: z.date(),
  archivedAt: z.date().nullable(),
  changedAt: z.date(),
  changedBy: z.string(),
  name: z.string(),
  filters: z.object(filterShape),
  metric: z.enum(costMetrics),
  basis: z.enum(['billed', 'provider-estimate', 'own-estimate']),
  currency: z.string(),
  period: z.enum(budgetPeriods),
  amount: amountSchema,
  overrides: z.array(z.object({ from: z.string(), amount: z.string() })),
  actualThresholds: z.array(z.number()),
  probabilityThresholds: z.array(z.number()),
  owner: z.string().nullable(),
  notify: z.array(z.string()),
});

/** A budget as one of its versions says it. */
export interface StoredBudget {
  id: string;
  version: number;
  createdAt: Date;
  archivedAt: Date | null;
  changedAt: Date;
  changedBy: string;
  terms: BudgetTerms;
}

const columns = `b.id, v.version, b.created_at AS "createdAt", b.archived_at AS "archivedAt",
  v.changed_at AS "changedAt", v.changed_by AS "changedBy", v.name, v.filters, v.metric, v.basis, v.currency, v.period,
  v.amount::text AS amount, v.overrides, v.actual_thresholds AS "actualThresholds",
  v.probability_thresholds AS "probabilityThresholds", v.owner, v.notify`;

/** Budgets as they stand, those of equal name in the order they were made; archived ones only where they are asked for. */
export async function readBudgets(
  pool: Pick<pg.Pool, 'query'>,
  { archived = false }: { archived?: boolean } = {},
): Promise<StoredBudget[]> {
  const { rows } = await pool.query(
    `SELECT ${columns} FROM cost_budget b JOIN cost_budget_version v ON v.budget_id = b.id AND v.version = b.version
     WHERE $1 OR b.archived_at IS NULL ORDER BY lower(v.name), b.id`,
    [archived],
  );
  return versionSchema.array().parse(rows).map(toBudget);
}

/** Every version of a budget, the newest first; empty: there is no such budget. */
export async function readBudgetVersions(pool: Pick<pg.Pool, 'query'>, id: string): Promise<StoredBudget[]> {
  const { rows } = await pool.query(
    `SELECT ${columns} FROM cost_budget b JOIN cost_budget_version v ON v.budget_id = b.id
     WHERE b.id = $1 ORDER BY v.version DESC`,
    [id],
  );
  return versionSchema.array().parse(rows).map(toBudget);
}

/** Every version of some budgets. */
export async function readVersionsOf(pool: Pick<pg.Pool, 'query'>, ids: readonly string[]): Promise<StoredBudget[]> {
  const { rows } = await pool.query(
    `SELECT ${columns} FROM cost_budget b JOIN cost_budget_version v ON v.budget_id = b.id WHERE b.id = ANY($1)`,
    [ids],
  );
  return versionSchema.array().parse(rows).map(toBudget);
}

function toBudget({
  id,
  version,
  createdAt,
  archivedAt,
  changedAt,
  changedBy,
  ...terms
}: z.output<typeof versionSchema>) {
  return { id, version, createdAt, archivedAt, changedAt, changedBy, terms };
}

/** A decimal column has all its digits: `1200.500000…`. */
function trimZeros(text: string): string {
  return text.includes('.') ? text.replace(/\.?0+$/, '') : text;
}
