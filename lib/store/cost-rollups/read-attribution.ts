import type pg from 'pg';
import { z } from 'zod';
import { type Attribution, toDefaultAttribution } from '@/lib/domain/cost/attribution-rules';
import { defaultTagRules } from '@/lib/domain/resource';

const keys = z.array(z.string());
const tagRulesSchema = z.object({ owner: keys, team: keys, site: keys });
const siteSchema = z.object({ name: z.string(), aliases: keys });

/** The rules in force now for what a connection delivers; null: for what a person imports. */
export async function readAttribution(pool: pg.Pool, connectionId: string | null): Promise<Attribution> {
  const sites = siteSchema.array().parse((await pool.query('SELECT name, aliases FROM site ORDER BY name')).rows);
  const connection = await pool.query('SELECT tag_rules FROM connection WHERE id = $1', [connectionId]);
  const stored: unknown = connection.rows[0]?.tag_rules;
  const tagRules = stored === undefined ? defaultTagRules : tagRulesSchema.parse(stored);
  const aliases = sites.flatMap(({ name, aliases }) => [name, ...aliases].map((alias) => [alias.toLowerCase(), name]));
  return toDefaultAttribution(tagRules, Object.fromEntries(aliases));
}
