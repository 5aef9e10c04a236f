import type pg from 'pg';

/** A trouble of which somebody may have to be told. */
export interface TellableTrouble {
  id: string;
  connectionId: string | null;
  nativeId: string;
  key: string;
  kind: string;
  openedAt: Date;
  closedAt: Date | null;
  cause: string | null;
}

const columns = `id, connection_id as "connectionId", native_id as "nativeId", key, kind, opened_at as "openedAt",
  closed_at as "closedAt", cause`;

/** Troubles that are open since `since`, and those that were over between `since` and `overBefore`. */
export async function readTellableTroubles(
  pool: pg.Pool,
  { since, overBefore }: { since: Date; overBefore: Date },
): Promise<TellableTrouble[]> {
  const { rows } = await pool.query<TellableTrouble>(
    `select ${columns} from link_trouble
     where (closed_at is null and opened_at >= $1) or (closed_at >= $1 and closed_at <= $2)`,
    [since, overBefore],
  );
  return rows;
}

/** One trouble; null: there is none. */
export async function readTrouble(pool: Pick<pg.Pool, 'query'>, id: string): Promise<TellableTrouble | null> {
  const { rows } = await pool.query<TellableTrouble>(`select ${columns} from link_trouble where id = $1`, [id]);
  return rows[0] ?? null;
}

/** What a person watches who may sign in. */
export interface StoredWatch {
  personId: string;
  email: string;
  subject: string;
  target: string;
  createdAt: Date;
}

/** Every watch of people who may sign in; of one person where one is named. */
export async function readWatches(
  pool: Pick<pg.Pool, 'query'>,
  personId: string | null = null,
): Promise<StoredWatch[]> {
  const { rows } = await pool.query<StoredWatch>(
    `select w.person_id as "personId", p.email, w.subject, w.target, w.created_at as "createdAt"
     from link_watch w join person p on p.id = w.person_id
     where p.disabled_at is null and ($1::uuid is null or w.person_id = $1) order by w.person_id, w.created_at, w.id`,
    [personId],
  );
  return rows;
}

/** What was told already of some troubles, each as `<trouble> <person> <moment>`. */
export async function readTold(pool: pg.Pool, troubleIds: readonly string[]): Promise<Set<string>> {
  const { rows } = await pool.query<{ told: string }>(
    `select trouble_id || ' ' || person_id || ' ' || moment as told from link_mail where trouble_id = any($1)`,
    [troubleIds],
  );
  return new Set(rows.map(({ told }) => told));
}

/** Notes that somebody is told, before they are: false where they were already. */
export async function noteTold(
  client: pg.ClientBase,
  told: { troubleId: string; personId: string; moment: 'begin' | 'end'; at: Date },
): Promise<boolean> {
  const { rowCount } = await client.query(
    `insert into link_mail (trouble_id, person_id, moment, queued_at) values ($1, $2, $3, $4) on conflict do nothing`,
    [told.troubleId, told.personId, told.moment, told.at],
  );
  return rowCount === 1;
}
