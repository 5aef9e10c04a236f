import type pg from 'pg';
import { packNewest, takeNewest, unpackNewest } from './newest-samples';
import type { PlacedSeries } from './place-series';
import { inOnePiece } from './time-rows';

/** Moves the newest sample of each series on. `stored`: the blocks' packed newest samples; a block not there is new. */
export async function writeNewest(
  client: pg.ClientBase,
  stored: ReadonlyMap<number, Buffer>,
  placed: readonly PlacedSeries[],
): Promise<void> {
  const changed: { blockId: number; packed: Buffer }[] = [];
  for (const [blockId, members] of Map.groupBy(placed, (one) => one.blockId)) {
    const newest = unpackNewest(stored.get(blockId) ?? Buffer.alloc(0));
    let moved = false;
    for (const { position, series } of members) {
      const [time, value] = [series.times.at(-1), series.values.at(-1)];
      if (time !== undefined && value !== undefined && takeNewest(newest, position, time, value)) moved = true;
    }
    if (moved) changed.push({ blockId, packed: packNewest(newest) });
  }
  if (changed.length === 0) return;
  await client.query(
    `UPDATE metric_block SET newest = substring($4::bytea FROM w.offset_in FOR w.length)
     FROM unnest($1::int[], $2::int[], $3::int[]) AS w(block_id, offset_in, length) WHERE id = w.block_id`,
    [changed.map(({ blockId }) => blockId), ...inOnePiece(changed)],
  );
}
