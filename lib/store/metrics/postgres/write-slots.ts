import type pg from 'pg';
import { hourMs, slotMs } from './blocks';
import { combineRollups, packRollups, rollUp, unpackRollups } from './packed-rollups';
import { mergeSamples, packSamples, SampleList, unpackSamples } from './packed-samples';
import type { PlacedSeries } from './place-series';
import { readTimeRows, readTimeRowsAt, type TimeRow, writeTimeRows } from './time-rows';

/** Slots of blocks that are read, merged and written in one go. */
const slotsAtOnce = 2_000;

interface SlotSamples {
  blockId: number;
  seconds: number;
  samples: SampleList;
}

/**
 * Merges samples into what is stored and rolls anew what they changed: five-minute roll-ups from all samples of the
 * slot, hours from all roll-ups of the hour, so that late and replaced samples leave both exact.
 */
export async function writeSlots(client: pg.ClientBase, placed: readonly PlacedSeries[]): Promise<void> {
  const slots = toSlots(placed);
  const hours = new Map<string, Omit<TimeRow, 'packed'>>();
  for (let start = 0; start < slots.length; start += slotsAtOnce)
    for (const { blockId, seconds } of await mergeSlots(client, slots.slice(start, start + slotsAtOnce))) {
      const hour = seconds - (seconds % (hourMs / 1_000));
      hours.set(`${blockId} ${hour}`, { blockId, seconds: hour });
    }
  const changed = [...hours.values()];
  for (const [seconds, ofHour] of Map.groupBy(changed, (hour) => hour.seconds))
    await rollHours(
      client,
      ofHour.map(({ blockId }) => blockId),
      seconds,
    );
}

/** By block, each block's positions rising, as the packed columns want them. */
function toSlots(placed: readonly PlacedSeries[]): SlotSamples[] {
  const ordered = [...placed].sort((left, right) => left.blockId - right.blockId || left.position - right.position);
  const slots: SlotSamples[] = [];
  let current = Number.NaN;
  let ofBlock = new Map<number, SampleList>();
  for (const { blockId, position, series } of ordered) {
    if (blockId !== current) ofBlock = new Map();
    current = blockId;
    const { times, values } = series;
    for (let index = 0; index < times.length; index += 1) {
      const time = Number(times[index]);
      const startsAt = time - (((time % slotMs) + slotMs) % slotMs);
      let samples = ofBlock.get(startsAt);
      if (samples === undefined) {
        samples = new SampleList();
        ofBlock.set(startsAt, samples);
        slots.push({ blockId, seconds: startsAt / 1_000, samples });
      }
      samples.add(position, time - startsAt, Number(values[index]));
    }
  }
  return slots;
}

/** The slots in which something changed. */
async function mergeSlots(client: pg.ClientBase, slots: readonly SlotSamples[]): Promise<Omit<TimeRow, 'packed'>[]> {
  const stored = new Map(
    (await readTimeRowsAt(client, 'metric_sample', slots)).map((row) => [`${row.blockId} ${row.seconds}`, row.packed]),
  );
  const samples: TimeRow[] = [];
  const rollups: TimeRow[] = [];
  for (const { blockId, seconds, samples: later } of slots) {
    const before = stored.get(`${blockId} ${seconds}`);
    const merged = before === undefined ? later.toColumns() : mergeSamples(unpackSamples(before), later.toColumns());
    if (merged === null) continue;
    samples.push({ blockId, seconds, packed: packSamples(merged) });
    rollups.push({ blockId, seconds, packed: packRollups(rollUp(merged)) });
  }
  await writeTimeRows(client, 'metric_sample', samples);
  await writeTimeRows(client, 'metric_five_minutes', rollups);
  return samples;
}

async function rollHours(client: pg.ClientBase, blockIds: readonly number[], seconds: number): Promise<void> {
  const parts = await readTimeRows(client, 'metric_five_minutes', blockIds, {
    from: seconds,
    to: seconds + hourMs / 1_000,
  });
  const hours = [...Map.groupBy(parts, ({ blockId }) => blockId)].map(([blockId, ofBlock]) => {
    const combined = combineRollups(ofBlock.map(({ packed }) => unpackRollups(packed)));
    return { blockId, seconds, packed: packRollups(combined) };
  });
  await writeTimeRows(client, 'metric_hour', hours);
}
