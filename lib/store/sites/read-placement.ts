import type pg from 'pg';
import { z } from 'zod';
import { providerIds } from '@/lib/domain/provider';
import { resourceKinds } from '@/lib/domain/resource';
import { type Placement, toOverrideKey } from '@/lib/domain/site/placement';

const siteSchema = z.object({ name: z.string(), aliases: z.array(z.string()) });
const ruleSchema = z.object({
  site: z.string(),
  provider: z.enum(providerIds).nullable(),
  account: z.string().nullable(),
  region: z.string().nullable(),
  kind: z.enum(resourceKinds).nullable(),
  name: z.string().nullable(),
  overrulesTags: z.boolean(),
});
const overrideSchema = z.object({ kind: z.string(), nativeId: z.string(), site: z.string() });

/** How the resources of a connection are given their sites, as it is set now. */
export async function readPlacement(pool: pg.Pool | pg.ClientBase, connectionId: string): Promise<Placement> {
  const sites = await pool.query('select name, aliases from site order by name');
  const rules = await pool.query(
    `select site, provider, account, region, kind, name, overrules_tags as "overrulesTags"
     from site_rule order by position`,
  );
  const overrides = await pool.query(
    'select kind, native_id as "nativeId", site from site_override where connection_id = $1',
    [connectionId],
  );
  return {
    aliases: new Map(
      siteSchema
        .array()
        .parse(sites.rows)
        .flatMap(({ name, aliases }) => [name, ...aliases].map((alias) => [alias.toLowerCase(), name])),
    ),
    rules: ruleSchema.array().parse(rules.rows),
    overrides: new Map(
      overrideSchema
        .array()
        .parse(overrides.rows)
        .map(({ kind, nativeId, site }) => [toOverrideKey(kind, nativeId), site]),
    ),
  };
}
