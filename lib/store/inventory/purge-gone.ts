import type pg from 'pg';

/** How long what has gone stays in the list of what has gone. */
export const goneKeptDays = 30;

const rowsAtOnce = 5_000;

/** Deletes resources, with their documents, that went before the days they are kept. Returns how many. */
export async function purgeGone(pool: pg.Pool, now: Date): Promise<number> {
  const before = new Date(now.getTime() - goneKeptDays * 86_400_000);
  let purged = 0;
  for (;;) {
    const { rowCount } = await pool.query(
      `delete from resource where id in (select id from resource where gone_at < $1 order by gone_at limit $2)`,
      [before, rowsAtOnce],
    );
    purged += Number(rowCount);
    if (Number(rowCount) < rowsAtOnce) return purged;
  }
}
