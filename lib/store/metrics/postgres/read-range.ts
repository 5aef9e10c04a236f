import type pg from 'pg';
import type { MetricRange, RolledSeries, StoredSeries } from '../metric-store';
import { slotMs } from './blocks';
import type { MatchingBlock } from './matching-series';
import { unpackRollups } from './packed-rollups';
import { unpackSamples } from './packed-samples';
import { StepColumns } from './step-columns';
import { startOfStep, toTable, toWholeSteps } from './steps';
import type { Block } from './stored-blocks';
import { readTimeRows, type TimeRow, type TimeTableName } from './time-rows';

/** Blocks read in one go. */
const blocksAtOnce = 50;

/** The series of these blocks rolled up to steps, from the coarsest table that has the step's parts. */
export async function readRolled(
  pool: pg.Pool,
  matching: readonly MatchingBlock<Block>[],
  range: MetricRange,
  stepMs: number,
): Promise<RolledSeries[]> {
  const table = toTable(stepMs);
  const [from, to] = toWholeSteps(range, stepMs);
  const slots = { from: Math.floor(from / slotMs) * (slotMs / 1_000), to: to / 1_000 };
  const rolled: RolledSeries[] = [];
  for (let start = 0; start < matching.length; start += blocksAtOnce) {
    const some = matching.slice(start, start + blocksAtOnce);
    const ids = some.map(({ block }) => block.id);
    const rows = Map.groupBy(await readTimeRows(pool, table, ids, slots), ({ blockId }) => blockId);
    for (const { block, series } of some)
      rolled.push(...rollBlock(rows.get(block.id) ?? [], series, { table, from, to, stepMs }));
  }
  return rolled;
}

interface Steps {
  table: TimeTableName;
  from: number;
  to: number;
  stepMs: number;
}

function rollBlock(rows: readonly TimeRow[], series: ReadonlyMap<number, StoredSeries>, steps: Steps): RolledSeries[] {
  const columns = new Map([...series.keys()].map((position) => [position, new StepColumns()]));
  for (const row of rows)
    if (steps.table === 'metric_sample') addSamples(row, columns, steps);
    else addRollups(row, columns, steps);
  return [...series].flatMap(([position, one]) => {
    const found = columns.get(position);
    return found === undefined || found.isEmpty ? [] : [{ series: one, ...found.toArrays() }];
  });
}

function addRollups({ seconds, packed }: TimeRow, columns: ReadonlyMap<number, StepColumns>, { stepMs }: Steps): void {
  const { positions, min, max, sum, count } = unpackRollups(packed);
  const step = startOfStep(seconds * 1_000, stepMs);
  for (let index = 0; index < positions.length; index += 1) {
    const into = columns.get(Number(positions[index]));
    into?.add(step, Number(min[index]), Number(max[index]), Number(sum[index]), Number(count[index]));
  }
}

function addSamples(
  { seconds, packed }: TimeRow,
  columns: ReadonlyMap<number, StepColumns>,
  { from, to, stepMs }: Steps,
): void {
  const { positions, offsets, values } = unpackSamples(packed);
  for (let index = 0; index < positions.length; index += 1) {
    const time = seconds * 1_000 + Number(offsets[index]);
    if (time < from || time >= to) continue;
    const value = Number(values[index]);
    columns.get(Number(positions[index]))?.add(startOfStep(time, stepMs), value, value, value, 1);
  }
}
