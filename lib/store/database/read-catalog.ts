import pg from 'pg';

/** A database's objects by name, each with its definition: `column person.email` → `text not null`. */
export type Catalog = Map<string, string>;

// Storage parameters are tuning, not schema, and are left out. So is what an extension brings along.
const catalogQuery = `
  select 'table ' || relname as name, relkind::text as definition
    from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'p', 'v', 'm', 'S')
  union all
  select 'column ' || c.relname || '.' || a.attname,
      concat_ws(' ', format_type(a.atttypid, a.atttypmod), case when a.attnotnull then 'not null' end,
        'default ' || pg_get_expr(d.adbin, d.adrelid), nullif(a.attidentity::text, ''), nullif(a.attgenerated::text, ''))
    from pg_attribute a join pg_class c on c.oid = a.attrelid
      left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
    where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and a.attnum > 0 and not a.attisdropped
  union all
  select 'index ' || i.relname, pg_get_indexdef(x.indexrelid)
    from pg_index x join pg_class i on i.oid = x.indexrelid where i.relnamespace = 'public'::regnamespace
  union all
  select 'constraint ' || conrelid::regclass || ' ' || conname, pg_get_constraintdef(oid)
    from pg_constraint where connamespace = 'public'::regnamespace and conrelid <> 0 and contype <> 'n'
  union all
  select 'trigger ' || tgrelid::regclass || ' ' || tgname, pg_get_triggerdef(oid) from pg_trigger where not tgisinternal
  union all
  select 'function ' || p.proname, pg_get_functiondef(p.oid) from pg_proc p
    where p.pronamespace = 'public'::regnamespace
      and not exists (select from pg_depend where objid = p.oid and deptype = 'e')
  union all
  select 'type ' || typname, typtype::text from pg_type t
    where t.typnamespace = 'public'::regnamespace and t.typtype in ('e', 'd')
      and not exists (select from pg_depend where objid = t.oid and deptype = 'e')
  union all
  select 'extension ' || extname, '' from pg_extension where extname <> 'plpgsql'`;

/** Everything in a database's public schema, Prisma's own list of migrations aside. */
export async function readCatalog(url: string): Promise<Catalog> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const { rows } = await client.query<{ name: string; definition: string }>(catalogQuery);
    return new Map(
      rows.filter(({ name }) => !name.includes('_prisma_migrations')).map(({ name, definition }) => [name, definition]),
    );
  } finally {
    await client.end();
  }
}

/** How two databases differ, a sentence a difference; empty when they do not. */
export function compareCatalogs(migrated: Catalog, schema: Catalog, additions: readonly string[]): string[] {
  const names = [...new Set([...migrated.keys(), ...schema.keys(), ...additions])].sort();
  return names.flatMap((name) => {
    const [left, right] = [migrated.get(name), schema.get(name)];
    if (additions.includes(name)) {
      if (left === undefined) return [`${name} is listed as hand-written, and no migration makes it.`];
      return right === undefined ? [] : [`${name} is listed as hand-written, and schema.prisma says it too.`];
    }
    if (right === undefined) return [`${name} is made by the migrations, and schema.prisma does not say it.`];
    if (left === undefined) return [`${name} is in schema.prisma, and no migration makes it.`];
    return left === right ? [] : [`${name} is "${left}" by the migrations and "${right}" by schema.prisma.`];
  });
}
