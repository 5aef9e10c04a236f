import type pg from 'pg';

/** Where it is kept who was told of which troubles. */
export type ToldTable = 'link_mail' | 'site_mail';

/** That somebody is told of a trouble: once of each moment. */
export interface Told {
  troubleId: string;
  personId: string;
  moment: string;
}

/** What was told already of some troubles, each as `toToldKey` names it. */
export async function readTold(
  pool: pg.Pool,
  table: ToldTable,
  troubleIds: readonly string[],
): Promise<ReadonlySet<string>> {
  const { rows } = await pool.query<Told>(
    `select trouble_id as "troubleId", person_id as "personId", moment from ${table} where trouble_id = any($1)`,
    [troubleIds],
  );
  return new Set(rows.map(toToldKey));
}

export function toToldKey({ troubleId, personId, moment }: Told): string {
  return `${troubleId} ${personId} ${moment}`;
}

/** Notes that somebody is told, before they are: false where they were already. */
export async function noteTold(client: pg.ClientBase, table: ToldTable, told: Told, at: Date): Promise<boolean> {
  const { rowCount } = await client.query(
    `insert into ${table} (trouble_id, person_id, moment, queued_at) values ($1, $2, $3, $4) on conflict do nothing`,
    [told.troubleId, told.personId, told.moment, at],
  );
  return rowCount === 1;
}
