import type pg from 'pg';
import { inTransaction } from '../../database/in-transaction';
import { lockConnection } from './lock-connection';
import { packNewest, unpackNewest } from './newest-samples';
import { inOnePiece } from './time-rows';

/** Longer than the last partition that a series stands in outlives its keeping: its place may then be another's. */
const graceMs = 62 * 86_400_000;
const blocksAtOnce = 500;
const removedAtOnce = 200;

/** Forgets series of which nothing is kept any more, so that what comes and goes does not fill a connection for ever. */
export async function purgeSeries(pool: pg.Pool, now: Date, hourlyMs: number): Promise<void> {
  const before = now.getTime() - hourlyMs - graceMs;
  const { rows: connections } = await pool.query<{ id: string }>(
    'SELECT DISTINCT connection_id AS id FROM metric_block',
  );
  for (const { id } of connections)
    for (let after: number | null = 0; after !== null; ) after = await purgeBlocks(pool, id, after, before);
}

/** Returns the last block looked at; null when there are no more. */
async function purgeBlocks(pool: pg.Pool, connectionId: string, after: number, before: number): Promise<number | null> {
  return inTransaction(pool, async (client) => {
    await lockConnection(client, connectionId);
    const { rows } = await client.query<{ id: number; newest: Buffer }>(
      'SELECT id, newest FROM metric_block WHERE connection_id = $1 AND id > $2 ORDER BY id LIMIT $3',
      [connectionId, after, blocksAtOnce],
    );
    const purged = rows.flatMap(({ id, newest }) => {
      const columns = unpackNewest(newest);
      const dead = [...columns.at.entries()].flatMap(([position, at]) => (at < before ? [position] : []));
      for (const position of dead) {
        columns.at[position] = Number.NaN;
        columns.value[position] = Number.NaN;
      }
      return dead.length === 0 ? [] : [{ id, dead, packed: packNewest(columns) }];
    });
    if (purged.length > 0) await removePlaces(client, purged);
    return rows.length < blocksAtOnce ? null : (rows.at(-1)?.id ?? null);
  });
}

async function removePlaces(
  client: pg.ClientBase,
  purged: readonly { id: number; dead: number[]; packed: Buffer }[],
): Promise<void> {
  const places = purged.flatMap(({ id, dead }) => dead.map((position) => ({ id, position })));
  await client.query(
    `DELETE FROM metric_series s USING unnest($1::int[], $2::int[]) AS w(block_id, position)
     WHERE s.block_id = w.block_id AND s.position = w.position`,
    [places.map(({ id }) => id), places.map(({ position }) => position)],
  );
  const ids = purged.map(({ id }) => id);
  await client.query(
    `UPDATE metric_block SET newest = substring($5::bytea FROM w.offset_in FOR w.length), revision = gen_random_uuid(),
       series_count = series_count - w.removed
     FROM unnest($1::int[], $2::int[], $3::int[], $4::int[]) AS w(block_id, removed, offset_in, length)
     WHERE id = w.block_id`,
    [ids, purged.map(({ dead }) => dead.length), ...inOnePiece(purged)],
  );
  await client.query('DELETE FROM metric_block WHERE id = ANY($1::int[]) AND series_count = 0', [ids]);
}

/** Removes what blocks that are gone had measured, some at a time. Their connection went, or their series. */
export async function sweepRemoved(pool: pg.Pool): Promise<void> {
  for (;;) {
    const swept = await inTransaction(pool, async (client) => {
      const { rows } = await client.query<{ block_id: number }>(
        'SELECT block_id FROM metric_block_removed ORDER BY block_id LIMIT $1 FOR UPDATE SKIP LOCKED',
        [removedAtOnce],
      );
      const ids = rows.map(({ block_id }) => block_id);
      if (ids.length === 0) return 0;
      for (const table of ['metric_sample', 'metric_five_minutes', 'metric_hour', 'metric_block_removed'])
        await client.query(`DELETE FROM ${table} WHERE block_id = ANY($1::int[])`, [ids]);
      return ids.length;
    });
    if (swept < removedAtOnce) return;
  }
}
