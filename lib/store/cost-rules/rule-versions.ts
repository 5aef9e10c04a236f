import type pg from 'pg';
import { z } from 'zod';
import type { AllocationRules, CostRuleVersion } from '@/lib/domain/cost/allocation-rules';
import { rulesSchema } from './rules-schema';

const columns = `number, created_at AS "createdAt", created_by AS "createdBy", comment, document AS rules`;
const versionSchema: z.ZodType<CostRuleVersion> = z.object({
  number: z.number(),
  createdAt: z.date(),
  createdBy: z.string(),
  comment: z.string(),
  rules: rulesSchema,
});

/** What runs a statement: a pool, or the client of a transaction. */
type Queryable = Pick<pg.ClientBase, 'query'> | Pick<pg.Pool, 'query'>;

async function readOne(
  client: Queryable,
  sql: string,
  parameters: readonly unknown[],
): Promise<CostRuleVersion | null> {
  const { rows } = await client.query(`SELECT ${columns} FROM cost_rule_version ${sql}`, [...parameters]);
  return versionSchema.array().parse(rows)[0] ?? null;
}

/** The version in force at an instant: the newest that was there. Null: none was, and nothing was shared. */
export function readRulesInForce(client: Queryable, at: Date): Promise<CostRuleVersion | null> {
  return readOne(client, 'WHERE created_at <= $1 ORDER BY number DESC LIMIT 1', [at]);
}

/** The newest version; null: there is none. */
export function readNewestRules(client: Queryable): Promise<CostRuleVersion | null> {
  return readOne(client, 'ORDER BY number DESC LIMIT 1', []);
}

/** A version by its number; null: there is none. */
export function readRuleVersion(client: Queryable, number: number): Promise<CostRuleVersion | null> {
  return readOne(client, 'WHERE number = $1', [number]);
}

/** Versions below a number, the newest first; null: from the newest, and all there are. */
export async function readRuleVersions(
  client: Queryable,
  { below, limit }: { below: number | null; limit: number | null },
): Promise<CostRuleVersion[]> {
  const { rows } = await client.query(
    `SELECT ${columns} FROM cost_rule_version WHERE $1::int IS NULL OR number < $1 ORDER BY number DESC LIMIT $2`,
    [below, limit],
  );
  return versionSchema.array().parse(rows);
}

/** The newest version's attribution rules, which come before those of connections. */
export async function readWrittenRules(
  client: Queryable,
): Promise<{ number: number | null; rules: AllocationRules['attribution'] }> {
  const newest = await readNewestRules(client);
  return { number: newest?.number ?? null, rules: newest?.rules.attribution ?? [] };
}
