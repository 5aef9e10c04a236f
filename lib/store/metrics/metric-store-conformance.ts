import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { MetricPoint, MetricSeries } from '@/lib/domain/metric';
import type { MetricStore, MetricStoreAbility, RolledSeries, SeriesIdentity } from './metric-store';
import { toleratedAheadMs } from './metric-store';

/** A store to be held to the port, and what its tests may use. */
export interface MetricStoreUnderTest {
  store: MetricStore;
  /** Most series it takes of one connection: a small number, yet at least 10. */
  seriesLimit: number;
  /** What the clock reads, to the whole hour: an engine keeps its own, so it must be true to a day. */
  now: Date;
  /** The id of a connection that has no series. */
  newConnection(): Promise<string>;
  /** Resolves when what was written can be read. */
  settle(): Promise<void>;
  propertyRuns: number;
}

const minute = 60_000;
const hour = 60 * minute;
const held = async () => undefined;

/** What every metric store must do. `open` is called once, when the first test runs. */
export function describeMetricStore(
  name: string,
  cannot: readonly MetricStoreAbility[],
  open: () => MetricStoreUnderTest,
): void {
  const can = (ability: MetricStoreAbility) => !cannot.includes(ability);

  const gpu = (uuid: string, points: MetricPoint[], more: Partial<MetricSeries> = {}): MetricSeries => ({
    metric: 'hw.gpu.utilization',
    definition: 'DCGM_FI_DEV_GPU_UTIL',
    subject: 'accelerator',
    attributes: { 'gpu.uuid': uuid, 'host.name': `host-of-${uuid}` },
    points,
    ...more,
  });
  const ago = (ms: number) => new Date(open().now.getTime() - ms);
  const at = (msAgo: number, value: number): MetricPoint => ({ at: ago(msAgo), value });
  const write = async (connectionId: string, ...series: MetricSeries[]) => {
    const written = await open().store.write({ connectionId, series, now: open().now }, held);
    await open().settle();
    return written;
  };
  const identityOf = (connectionId: string, { points: _, ...traits }: MetricSeries): SeriesIdentity => ({
    connectionId,
    ...traits,
  });
  const samplesOf = async (connectionId: string, series: MetricSeries) =>
    (
      await open().store.readSamples(identityOf(connectionId, series), {
        from: ago(24 * hour),
        to: ago(-toleratedAheadMs - 1),
      })
    ).items;
  const util = (connectionId: string) => ({
    metrics: ['hw.gpu.utilization'] as const,
    connectionIds: [connectionId],
  });
  const lastDay = () => ({ from: ago(24 * hour), to: ago(-hour) });
  const none = { seriesBeyondLimit: 0, notFinite: 0, ahead: 0, tooOld: 0, byEngine: 0 };

  describe(`${name} as a metric store`, () => {
    test('says what it cannot do, a sentence each', () => {
      expect(Object.keys(open().store.cannot).sort()).toEqual([...cannot].sort());
      for (const sentence of Object.values(open().store.cannot)) expect(sentence).toMatch(/\.$/);
    });

    test('gives back what was measured, with its definition, unit, attributes and own time', async () => {
      const connectionId = await open().newConnection();
      const series = gpu('GPU-1', [
        at(9 * minute, 0.25),
        at(8 * minute, can('exact') ? 0.1 + 0.2 : 0.3),
        at(7 * minute, 0),
      ]);
      expect(await write(connectionId, series)).toEqual({ series: 1, samples: 3, refused: none });
      expect(await samplesOf(connectionId, series)).toEqual(series.points);
      const newest = await open().store.readNewest(util(connectionId), ago(hour));
      expect(newest).toEqual({
        gaps: [],
        items: [{ series: { ...identityOf(connectionId, series), unit: '1' }, at: ago(7 * minute), value: 0 }],
      });
    });

    test('takes the same samples again and changes nothing', async () => {
      const connectionId = await open().newConnection();
      const series = gpu('GPU-1', [at(9 * minute, 0.25), at(3 * minute, 0.5)]);
      await write(connectionId, series);
      expect(await write(connectionId, series)).toMatchObject({ samples: 2 });
      expect(await samplesOf(connectionId, series)).toEqual(series.points);
      const [rolled] = (await open().store.readRange(util(connectionId), lastDay(), hour)).items;
      expect(rolled && total(rolled)).toEqual({ count: 2, sum: 0.75 });
    });

    test('a frozen series keeps the age of its last sample, however often that is read again', async () => {
      const connectionId = await open().newConnection();
      const frozen = gpu('GPU-1', [at(50 * minute, 0.9)]);
      for (let turn = 0; turn < 3; turn += 1) await write(connectionId, frozen);
      const { items } = await open().store.readNewest(util(connectionId), ago(2 * hour));
      expect(items.map((item) => item.at)).toEqual([ago(50 * minute)]);
      expect((await open().store.readNewest(util(connectionId), ago(10 * minute))).items).toEqual([]);
    });

    test('tells newer samples where others were told before, and each as far back as is asked', async () => {
      const connectionId = await open().newConnection();
      const newestSince = async (msAgo: number) =>
        (await open().store.readNewest(util(connectionId), ago(msAgo))).items.map(({ at: time, value }) => [
          time,
          value,
        ]);
      await write(connectionId, gpu('A', [at(9 * minute, 1)]), gpu('B', [at(30 * minute, 2)]));
      const told = [
        [ago(9 * minute), 1],
        [ago(30 * minute), 2],
      ];
      expect(await newestSince(hour)).toEqual(expect.arrayContaining(told));
      expect(await newestSince(10 * minute)).toEqual([told[0]]);
      await write(connectionId, gpu('A', [at(3 * minute, 3)]));
      expect(await newestSince(10 * minute)).toEqual([[ago(3 * minute), 3]]);
      expect(await newestSince(hour)).toHaveLength(2);
    });

    test('of two values of a moment within one write the later stands', async () => {
      const connectionId = await open().newConnection();
      const series = gpu('GPU-1', [at(9 * minute, 1), at(9 * minute, 0.5)]);
      expect(await write(connectionId, series)).toMatchObject({ samples: 1 });
      expect(await samplesOf(connectionId, series)).toEqual([at(9 * minute, 0.5)]);
    });

    test.runIf(can('replace'))('a later value of a moment replaces the earlier, in roll-ups too', async () => {
      const connectionId = await open().newConnection();
      await write(connectionId, gpu('GPU-1', [at(70 * minute, 1), at(65 * minute, 0.25)]));
      const again = gpu('GPU-1', [at(70 * minute, 0.5)]);
      await write(connectionId, again);
      expect(await samplesOf(connectionId, again)).toEqual([at(70 * minute, 0.5), at(65 * minute, 0.25)]);
      const [rolled] = (await open().store.readRange(util(connectionId), lastDay(), hour)).items;
      expect(rolled && { ...total(rolled), max: rolled.max[0] }).toEqual({ count: 2, sum: 0.75, max: 0.5 });
    });

    test.runIf(can('take-late'))('takes a sample that comes late, and keeps the newest for newest', async () => {
      const connectionId = await open().newConnection();
      const series = gpu('GPU-1', [at(5 * minute, 0.5)]);
      await write(connectionId, series);
      await write(connectionId, gpu('GPU-1', [at(95 * minute, 0.25)]));
      expect(await samplesOf(connectionId, series)).toEqual([at(95 * minute, 0.25), at(5 * minute, 0.5)]);
      const { items } = await open().store.readNewest(util(connectionId), ago(3 * hour));
      expect(items.map(({ value }) => value)).toEqual([0.5]);
    });

    test('refuses what is no finite number, ahead of the clock or too old, and counts it', async () => {
      const connectionId = await open().newConnection();
      const { rawMs } = open().store.retention;
      const series = gpu('GPU-1', [
        at(rawMs + minute, 1),
        at(9 * minute, Number.NaN),
        at(8 * minute, Number.POSITIVE_INFINITY),
        { at: new Date(Number.NaN), value: 1 },
        at(7 * minute, 0.5),
        at(-toleratedAheadMs, 0.75),
        at(-toleratedAheadMs - 1, 1),
      ]);
      expect(await write(connectionId, series)).toEqual({
        series: 1,
        samples: 2,
        refused: { ...none, notFinite: 3, ahead: 1, tooOld: 1 },
      });
      expect(await samplesOf(connectionId, series)).toEqual([at(7 * minute, 0.5), at(-toleratedAheadMs, 0.75)]);
    });

    test('a series with nothing that may be written is not there', async () => {
      const connectionId = await open().newConnection();
      const series = gpu('GPU-1', [at(9 * minute, Number.NaN)]);
      expect(await write(connectionId, series)).toMatchObject({ series: 0, samples: 0 });
      expect(await open().store.listSeries(util(connectionId))).toEqual({ items: [], gaps: [] });
      expect(await samplesOf(connectionId, series)).toEqual([]);
    });

    test('refuses new series beyond the limit and goes on with those it has', async () => {
      const connectionId = await open().newConnection();
      const { seriesLimit } = open();
      const series = Array.from({ length: seriesLimit + 3 }, (_, index) => gpu(`GPU-${index}`, [at(5 * minute, 1)]));
      const first = await write(connectionId, ...series);
      expect(first).toEqual({ series: seriesLimit, samples: seriesLimit, refused: { ...none, seriesBeyondLimit: 3 } });
      const later = series.map((one) => ({ ...one, points: [at(4 * minute, 1)] }));
      expect(await write(connectionId, ...later)).toMatchObject({ series: seriesLimit });
      expect((await open().store.listSeries(util(connectionId))).items).toHaveLength(seriesLimit);
      const other = await open().newConnection();
      expect(await write(other, gpu('GPU-1', [at(5 * minute, 1)]))).toMatchObject({ series: 1, refused: none });
    });

    test('keeps unlike definitions, metrics, subjects, attributes and connections apart', async () => {
      const [connectionId, other] = [await open().newConnection(), await open().newConnection()];
      const alike = [
        gpu('GPU-1', [at(5 * minute, 1)]),
        gpu('GPU-1', [at(5 * minute, 2)], { definition: 'nvidia_smi_utilization_gpu' }),
        gpu('GPU-1', [at(5 * minute, 3)], { metric: 'gpu.sm.active' }),
        gpu('GPU-1', [at(5 * minute, 4)], { subject: 'container' }),
        gpu('GPU-1', [at(5 * minute, 5)], { attributes: { 'gpu.uuid': 'GPU-1' } }),
        gpu('GPU-1', [at(5 * minute, 6)], { attributes: {} }),
      ];
      await write(connectionId, ...alike);
      await write(other, gpu('GPU-1', [at(5 * minute, 7)]));
      for (const series of alike) expect(await samplesOf(connectionId, series)).toEqual(series.points);
      const { items } = await open().store.readNewest(
        { ...util(connectionId), metrics: ['gpu.sm.active', 'hw.gpu.utilization'] },
        ago(hour),
      );
      expect(items.map(({ value }) => value).sort()).toEqual([1, 2, 3, 4, 5, 6]);
    });

    test('the order of attributes tells nothing apart, and any text stands in them', async () => {
      const connectionId = await open().newConnection();
      const odd = { 'gpu.uuid': 'a"b\\c\nd{}=~,é💡', 'host.name': '', resource: "'; DROP TABLE metric_block; --" };
      const turned = Object.fromEntries(Object.entries(odd).reverse());
      const empty = Object.values(odd).includes('');
      await write(connectionId, gpu('x', [at(6 * minute, 1)], { attributes: odd }));
      await write(connectionId, gpu('x', [at(5 * minute, 2)], { attributes: turned }));
      const { items } = await open().store.listSeries(util(connectionId));
      expect(items.map(({ attributes }) => attributes)).toEqual([empty ? odd : turned]);
      expect(await samplesOf(connectionId, gpu('x', [], { attributes: odd }))).toHaveLength(2);
    });

    test('finds series by subject and attributes; an empty list matches nothing', async () => {
      const connectionId = await open().newConnection();
      await write(
        connectionId,
        ...['A', 'B', 'C'].map((uuid) => gpu(uuid, [at(5 * minute, 1)])),
        gpu('A', [at(5 * minute, 1)], { subject: 'container' }),
      );
      const count = async (more: object) =>
        (await open().store.readNewest({ ...util(connectionId), ...more }, ago(hour))).items.length;
      expect(await count({})).toBe(4);
      expect(await count({ subject: 'accelerator' })).toBe(3);
      expect(await count({ attributes: { 'gpu.uuid': ['A', 'C', 'Z'] } })).toBe(3);
      expect(await count({ attributes: { 'gpu.uuid': ['A', 'B'], 'host.name': ['host-of-B'] } })).toBe(1);
      expect(await count({ attributes: { 'gpu.uuid': [] } })).toBe(0);
      expect(await count({ attributes: { 'no.such': ['A'] } })).toBe(0);
      expect(await count({ connectionIds: [] })).toBe(0);
      expect(await count({ metrics: [] })).toBe(0);
    });

    test('a step nobody measured in is not there', async () => {
      const connectionId = await open().newConnection();
      await write(connectionId, gpu('GPU-1', [at(120 * minute, 0), at(61 * minute, 1), at(60 * minute, 3)]));
      const [rolled] = (await open().store.readRange(util(connectionId), lastDay(), hour)).items;
      expect(rolled).toMatchObject({
        startsAt: Float64Array.of(ago(2 * hour).getTime(), ago(hour).getTime()),
        count: Float64Array.of(2, 1),
        min: Float64Array.of(0, 3),
        max: Float64Array.of(1, 3),
        sum: Float64Array.of(1, 3),
      });
    });

    test('a range is widened to whole steps, and series without a sample in it are left out', async () => {
      const connectionId = await open().newConnection();
      await write(connectionId, gpu('A', [at(120 * minute, 1), at(40 * minute, 2)]), gpu('B', [at(180 * minute, 3)]));
      const range = { from: ago(56 * minute), to: ago(54 * minute) };
      const { items } = await open().store.readRange(util(connectionId), range, hour);
      expect(items.map(({ series, ...columns }) => ({ of: series.attributes['gpu.uuid'], ...total(columns) }))).toEqual(
        [{ of: 'A', count: 1, sum: 2 }],
      );
      expect((await open().store.readRange(util(connectionId), range, 5 * minute)).items).toEqual([]);
      await expect(open().store.readRange(util(connectionId), range, 1_500)).rejects.toThrow(RangeError);
    });

    test('writes nothing when the lease is lost', async () => {
      const connectionId = await open().newConnection();
      const series = gpu('GPU-1', [at(5 * minute, 1)]);
      const lost = () => Promise.reject(new Error('lost'));
      await expect(open().store.write({ connectionId, series: [series], now: open().now }, lost)).rejects.toThrow(
        'lost',
      );
      await open().settle();
      expect(await samplesOf(connectionId, series)).toEqual([]);
      expect((await open().store.listSeries(util(connectionId))).items).toEqual([]);
    });

    test.runIf(can('forget'))('forgets a connection and nothing else', async () => {
      const [connectionId, other] = [await open().newConnection(), await open().newConnection()];
      const series = gpu('GPU-1', [at(5 * minute, 1)]);
      await write(connectionId, series);
      await write(other, series);
      await open().store.forget(connectionId);
      await open().settle();
      expect(await samplesOf(connectionId, series)).toEqual([]);
      expect((await open().store.readNewest(util(connectionId), ago(hour))).items).toEqual([]);
      expect((await open().store.readRange(util(connectionId), lastDay(), hour)).items).toEqual([]);
      expect(await samplesOf(other, series)).toEqual(series.points);
    });

    test('house-keeping leaves what is within its keeping', async () => {
      const connectionId = await open().newConnection();
      const series = gpu('GPU-1', [at(23 * hour, 1), at(5 * minute, 2)]);
      await write(connectionId, series);
      await open().store.tidy(open().now);
      expect(await samplesOf(connectionId, series)).toEqual(series.points);
    });

    test('any order and repetition of writes gives the same reads, and roll-ups are those of the samples', async () => {
      const { propertyRuns } = open();
      const sample = fc.record({
        of: fc.integer({ min: 0, max: 2 }),
        secondsAgo: fc.oneof(fc.integer({ min: 1, max: 15_000 }), fc.constantFrom(300, 600, 3_600, 7_200)),
        value: fc.oneof(fc.integer({ min: -5, max: 100 }), can('exact') ? anyValue : shortValue),
      });
      const writes = fc.array(fc.array(sample, { maxLength: 12 }), { minLength: 1, maxLength: 6 });
      await fc.assert(
        fc.asyncProperty(writes, async (batches) => {
          const connectionId = await open().newConnection();
          const model = [0, 1, 2].map(() => new Map<number, number>());
          for (const batch of inTheirOrder(batches, can)) {
            const series = [0, 1, 2].map((of) =>
              gpu(
                `GPU-${of}`,
                batch.filter((one) => one.of === of).map((one) => at(one.secondsAgo * 1_000, one.value)),
              ),
            );
            await open().store.write({ connectionId, series, now: open().now }, held);
            for (const { of, secondsAgo, value } of batch) model[of]?.set(ago(secondsAgo * 1_000).getTime(), value);
          }
          await open().settle();
          for (const [of, expected] of model.entries())
            expect(await samplesOf(connectionId, gpu(`GPU-${of}`, []))).toEqual(toPoints(expected));
          await expectNewest(connectionId, model);
          for (const stepMs of [30_000, 5 * minute, 15 * minute, hour, 3 * hour])
            await expectRolled(connectionId, model, stepMs);
        }),
        { numRuns: propertyRuns },
      );
    });

    async function expectNewest(connectionId: string, model: Map<number, number>[]): Promise<void> {
      const { items } = await open().store.readNewest(util(connectionId), ago(24 * hour));
      const found = items.map((item) => [item.series.attributes['gpu.uuid'], item.at.getTime(), item.value]);
      const expected = model.flatMap((samples, of) => {
        const last = toPoints(samples).at(-1);
        return last === undefined ? [] : [[`GPU-${of}`, last.at.getTime(), last.value]];
      });
      expect(found.sort()).toEqual(expected);
    }

    async function expectRolled(connectionId: string, model: Map<number, number>[], stepMs: number): Promise<void> {
      const { items } = await open().store.readRange(util(connectionId), lastDay(), stepMs);
      const found = new Map(items.map((item) => [item.series.attributes['gpu.uuid'], item]));
      await expectSummed(connectionId, items, stepMs);
      for (const [of, samples] of model.entries()) {
        const steps = [...Map.groupBy(toPoints(samples), (point) => Math.floor(point.at.getTime() / stepMs) * stepMs)];
        const rolled = found.get(`GPU-${of}`);
        expect(rolled === undefined).toBe(steps.length === 0);
        if (rolled === undefined) continue;
        expect([...rolled.startsAt]).toEqual(steps.map(([startsAt]) => startsAt));
        for (const [index, [, points]] of steps.entries()) {
          const values = points.map(({ value }) => value);
          expect([rolled.min[index], rolled.max[index], rolled.count[index]]).toEqual([
            Math.min(...values),
            Math.max(...values),
            values.length,
          ]);
          const size = values.reduce((sum, value) => sum + Math.abs(value), 0);
          const error = Math.abs(Number(rolled.sum[index]) - values.reduce((sum, value) => sum + value, 0));
          expect(error).toBeLessThanOrEqual(size * 1e-14);
        }
      }
    }

    /** Sums are those of the roll-ups, in the same order. */
    async function expectSummed(connectionId: string, rolled: RolledSeries[], stepMs: number): Promise<void> {
      const { items } = await open().store.readSums(util(connectionId), lastDay(), stepMs);
      const first = Math.floor(lastDay().from.getTime() / stepMs) * stepMs;
      const told = items.map(({ series, sum, count }) => {
        expect(sum).toHaveLength(Math.ceil((lastDay().to.getTime() - first) / stepMs));
        const steps = [...count.keys()].filter((step) => count[step] !== 0);
        return { series, steps: steps.map((step) => [first + step * stepMs, sum[step], count[step]]) };
      });
      expect(told).toEqual(
        rolled.map(({ series, startsAt, sum, count }) => ({
          series,
          steps: [...startsAt.keys()].map((index) => [startsAt[index], sum[index], count[index]]),
        })),
      );
    }
  });
}

const anyValue = fc.double({ noNaN: true, min: -1e6, max: 1e6 });
/** Nine digits at most. */
const shortValue = fc.integer({ min: -1e9, max: 1e9 }).map((thousandths) => thousandths / 1_000);

interface DrawnSample {
  of: number;
  secondsAgo: number;
  value: number;
}

/** What a store that cannot take late samples or other values of a moment can be given, out of what was drawn. */
function inTheirOrder(batches: DrawnSample[][], can: (ability: MetricStoreAbility) => boolean): DrawnSample[][] {
  let given = batches;
  if (!can('replace')) {
    const values = new Map<string, number>();
    given = given.map((batch) =>
      batch.map((one) => {
        const key = `${one.of} ${one.secondsAgo}`;
        const value = values.get(key) ?? one.value;
        values.set(key, value);
        return { ...one, value };
      }),
    );
  }
  return can('take-late') ? given : [given.flat().sort((left, right) => right.secondsAgo - left.secondsAgo)];
}

function toPoints(samples: ReadonlyMap<number, number>): MetricPoint[] {
  const sorted = [...samples].sort(([left], [right]) => left - right);
  return sorted.map(([time, value]) => ({ at: new Date(time), value: value + 0 }));
}

function total({ count, sum }: Pick<RolledSeries, 'count' | 'sum'>): { count: number; sum: number } {
  const add = (values: Float64Array) => values.reduce((left, right) => left + right, 0);
  return { count: add(count), sum: add(sum) };
}
