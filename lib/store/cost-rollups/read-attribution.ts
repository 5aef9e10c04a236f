import type pg from 'pg';
import { z } from 'zod';
import { type Attribution, toDefaultAttribution, withWrittenRules } from '@/lib/domain/cost/attribution-rules';
import { defaultTagRules } from '@/lib/domain/resource';
import { readWrittenRules } from '@/lib/store/cost-rules/rule-versions';

const keys = z.array(z.string());
const tagRulesSchema = z.object({ owner: keys, team: keys, site: keys });
const siteSchema = z.object({ name: z.string(), aliases: keys });

/**
 * The rules in force now for what a connection delivers; null: for what a person imports. Those of the newest version of the
 * rules come first, then the connection's.
 */
export async function readAttribution(pool: pg.Pool, connectionId: string | null): Promise<Attribution> {
  const sites = siteSchema.array().parse((await pool.query('SELECT name, aliases FROM site ORDER BY name')).rows);
  const connection = await pool.query('SELECT tag_rules FROM connection WHERE id = $1', [connectionId]);
  const stored: unknown = connection.rows[0]?.tag_rules;
  const tagRules = stored === undefined ? defaultTagRules : tagRulesSchema.parse(stored);
  const aliases = sites.flatMap(({ name, aliases }) => [name, ...aliases].map((alias) => [alias.toLowerCase(), name]));
  return withWrittenRules(toDefaultAttribution(tagRules, Object.fromEntries(aliases)), await readWrittenRules(pool));
}
