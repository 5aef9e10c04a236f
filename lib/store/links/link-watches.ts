import type pg from 'pg';
import { z } from 'zod';
import { type KeptSign, type TroubledLink, type TroubleEnd, troubleEnds } from '@/lib/domain/link/link-trouble';
import { signSchema, troubledLinkSchema } from './link-troubles';

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
  /** What was worse than usual, of its quality, each at its worst. */
  signs: KeptSign[];
  /** Null: it goes on, or it is not kept how it ended. */
  endedBy: TroubleEnd | null;
  /** The link as it was known while it was listed; null: that was not kept. */
  link: TroubledLink | null;
}

const rowSchema = z.object({
  id: z.string(),
  connectionId: z.string().nullable(),
  nativeId: z.string(),
  key: z.string(),
  kind: z.string(),
  openedAt: z.date(),
  closedAt: z.date().nullable(),
  cause: z.string().nullable(),
  signs: z.array(signSchema),
  endedBy: z.enum(troubleEnds).nullable(),
  link: troubledLinkSchema.nullable(),
});
const columns = `id, connection_id as "connectionId", native_id as "nativeId", key, kind, opened_at as "openedAt",
  closed_at as "closedAt", cause, signs, ended_by as "endedBy", link`;

/**
 * Troubles that are open since `since`, and those that were over between `since` and `overBefore`, but for those that go on
 * as another.
 */
export async function readTellableTroubles(
  pool: pg.Pool,
  { since, overBefore }: { since: Date; overBefore: Date },
): Promise<TellableTrouble[]> {
  const { rows } = await pool.query(
    `select ${columns} from link_trouble
     where (closed_at is null and opened_at >= $1)
       or (closed_at >= $1 and closed_at <= $2 and ended_by is distinct from 'joined')`,
    [since, overBefore],
  );
  return z.array(rowSchema).parse(rows);
}

/** One trouble; null: there is none. */
export async function readTrouble(pool: Pick<pg.Pool, 'query'>, id: string): Promise<TellableTrouble | null> {
  const { rows } = await pool.query(`select ${columns} from link_trouble where id = $1`, [id]);
  return rows[0] === undefined ? null : rowSchema.parse(rows[0]);
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
