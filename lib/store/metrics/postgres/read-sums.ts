import type pg from 'pg';
import type { MetricRange, StoredSeries, SummedSeries } from '../metric-store';
import { sumRolled } from '../sum-rolled';
import { seriesPerBlock } from './blocks';
import type { MatchingBlock } from './matching-series';
import { unpackSums } from './packed-rollups';
import { readRolled } from './read-range';
import { toTable, toWholeSteps } from './steps';
import type { Block } from './stored-blocks';
import { readSumRows, type TimeRow } from './time-rows';

/** Blocks read in one go: while one is unpacked the server reads the next. */
const blocksAtOnce = 8;

/** The series of these blocks summed up by steps. */
export async function readSummed(
  pool: pg.Pool,
  matching: readonly MatchingBlock<Block>[],
  range: MetricRange,
  stepMs: number,
): Promise<SummedSeries[]> {
  const table = toTable(stepMs);
  if (table === 'metric_sample') return sumRolled(await readRolled(pool, matching, range, stepMs), range, stepMs);
  const [from, to] = toWholeSteps(range, stepMs);
  if (to <= from) return [];
  const parts = Array.from({ length: Math.ceil(matching.length / blocksAtOnce) }, (_, part) =>
    matching.slice(part * blocksAtOnce, (part + 1) * blocksAtOnce),
  );
  const read = async (part: number) => {
    const ids = (parts[part] ?? []).map(({ block }) => block.id);
    return ids.length === 0 ? [] : readSumRows(pool, table, ids, { from: from / 1_000, to: to / 1_000 });
  };
  const summed: SummedSeries[] = [];
  let reading = read(0);
  for (const [part, blocks] of parts.entries()) {
    const rows = Map.groupBy(await reading, ({ blockId }) => blockId);
    reading = read(part + 1);
    // Whoever waits for it next is told of its failure; until then nobody is.
    reading.catch(() => undefined);
    for (const { block, series } of blocks)
      summed.push(...sumBlock(rows.get(block.id) ?? [], series, { from, to, stepMs }));
  }
  return summed;
}

function sumBlock(
  rows: readonly TimeRow[],
  series: ReadonlyMap<number, StoredSeries>,
  { from, to, stepMs }: { from: number; to: number; stepMs: number },
): SummedSeries[] {
  if (rows.length === 0) return [];
  const steps = (to - from) / stepMs;
  const sums = new Float64Array(seriesPerBlock * steps);
  const counts = new Float64Array(seriesPerBlock * steps);
  const hasSamples = new Uint8Array(seriesPerBlock);
  for (const { seconds, packed } of rows) {
    const { positions, sum, count } = unpackSums(packed);
    const step = Math.floor((seconds * 1_000 - from) / stepMs);
    for (let index = 0; index < positions.length; index += 1) {
      const position = Number(positions[index]);
      const place = position * steps + step;
      sums[place] = Number(sums[place]) + Number(sum[index]);
      counts[place] = Number(counts[place]) + Number(count[index]);
      hasSamples[position] = 1;
    }
  }
  return [...series].flatMap(([position, one]) => {
    if (hasSamples[position] !== 1) return [];
    const [start, end] = [position * steps, (position + 1) * steps];
    return [{ series: one, sum: sums.subarray(start, end), count: counts.subarray(start, end) }];
  });
}
