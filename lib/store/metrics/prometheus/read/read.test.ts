import { describe, expect, it } from 'vitest';
import type { SeriesFilter, SeriesIdentity } from '../../metric-store';
import { EngineFault } from '../connect/engine-fault';
import type { Engine } from '../connect/open-engine';
import { toLabels } from '../names/series-labels';
import { parseLabelSets, parseSeries } from './parse-answer';
import { readNewest } from './read-newest';
import { readRange } from './read-range';
import { readSamples } from './read-samples';
import { toMeant, toSelectors } from './selectors';
import { watchWindowEdges } from './window-edges';

const series: SeriesIdentity = {
  connectionId: 'c1',
  metric: 'hw.power',
  definition: 'D',
  subject: 'accelerator',
  attributes: { 'gpu.uuid': 'GPU-1' },
};
const metric = Object.fromEntries(toLabels(series).map(({ name, value }) => [name, value]));
const filter: SeriesFilter = { metrics: ['hw.power'] };
const minute = 60_000;
const hour = 3_600_000;

/** An engine that answers every question with what is made of it, and remembers the questions. */
function answering(answer: (query: string, parameters: URLSearchParams) => unknown, gaps: string[] = []) {
  const asked: URLSearchParams[] = [];
  const engine: Engine = {
    write: () => Promise.reject(new TypeError('Nothing is to be written.')),
    async ask(_, parameters) {
      asked.push(parameters);
      return { data: answer(parameters.get('query') ?? '', parameters), gaps };
    },
  };
  return { engine, asked };
}

const matrix = (...result: unknown[]) => ({ resultType: 'matrix', result });

describe('what an engine answers', () => {
  it('has no sample where it says NaN, as at the end of a series, or infinity', () => {
    const values = [
      [1, '1.5'],
      [2, 'NaN'],
      [3, '+Inf'],
      [4, '-Inf'],
      [5.001, '0'],
    ];
    expect(parseSeries(matrix({ metric: {}, values }))).toEqual([
      { labels: {}, times: [1000, 5001], values: [1.5, 0] },
    ]);
  });

  it.each([
    null,
    {},
    { resultType: 'scalar', result: [1, '1'] },
    { resultType: 'matrix', result: {} },
    matrix(null),
    matrix({ metric: {} }),
    matrix({ metric: { a: 1 }, values: [] }),
    matrix({ metric: {}, values: [[1, 1]] }),
    matrix({ metric: {}, values: [['1', '1']] }),
    matrix({ metric: {}, values: [[1, '']] }),
    matrix({ metric: {}, values: [[1, 'one']] }),
    matrix({ metric: {}, values: [1] }),
  ])('is refused when it is %j', (data) => {
    expect(() => parseSeries(data)).toThrow(EngineFault);
  });

  it('is refused as label sets when it is none', () => {
    expect(() => parseLabelSets({})).toThrow(EngineFault);
    expect(() => parseLabelSets([1])).toThrow(EngineFault);
  });
});

describe('selectors', () => {
  it('take the words of a pattern for words', () => {
    const selectors = toSelectors({
      metrics: ['hw.power', 'hw.energy'],
      subject: 'accelerator',
      attributes: { 'host.name': ['a.b', '"c|d"', ''] },
    });
    expect(selectors).toEqual([
      '{__name__=~"millwright_hw_power|millwright_hw_energy",subject="accelerator",attr_host_name=~"a\\\\.b|\\"c\\\\|d\\"|\\\\\\\\"}',
    ]);
  });

  it('are none for a filter that matches nothing', () => {
    expect(toSelectors({ metrics: [] })).toEqual([]);
    expect(toSelectors({ ...filter, connectionIds: [] })).toEqual([]);
    expect(toSelectors({ ...filter, attributes: { a: [] } })).toEqual([]);
  });

  it('stay short, and together name every value once', () => {
    const values = Array.from({ length: 2_000 }, (_, index) => `GPU-${index}-0000-0000-0000-000000000000`);
    const selectors = toSelectors({ ...filter, attributes: { 'gpu.uuid': [...values, ...values] } });
    for (const selector of selectors) expect(selector.length).toBeLessThan(10_000);
    const named = selectors.flatMap((selector) => selector.match(/GPU-[-\d]+/g) ?? []);
    expect(named.toSorted()).toEqual(values.toSorted());
  });

  it('are checked against the filter, which may be narrower', () => {
    const isMeant = toMeant({ ...filter, attributes: { 'gpu.uuid': ['GPU-1'] } });
    expect(isMeant({ ...series, unit: 'W' })).toBe(true);
    expect(isMeant({ ...series, unit: 'W', attributes: {} })).toBe(false);
    expect(isMeant({ ...series, unit: 'W', metric: 'hw.energy' })).toBe(false);
  });
});

describe('reading from an engine', () => {
  it('asks how its windows begin, once in ten minutes, and again after a failure', async () => {
    let [at, count] = [0, '2'];
    const { engine, asked } = answering(() => matrix({ metric: {}, values: [[1, count]] }));
    const edges = watchWindowEdges(engine, () => new Date(at));
    expect([await edges(), await edges()]).toEqual(['closed', 'closed']);
    expect(asked).toHaveLength(1);
    [at, count] = [11 * minute, '3'];
    await expect(edges()).rejects.toThrow(EngineFault);
    count = '1';
    expect(await edges()).toBe('left-open');
  });

  it.each([
    ['closed', '[3599999ms]'],
    ['left-open', '[3600000ms]'],
  ] as const)('lets a %s window end a millisecond before the next step', async (edges, window) => {
    const { engine, asked } = answering(() => matrix());
    const range = { from: new Date(hour + 1), to: new Date(3 * hour) };
    await readRange(engine, async () => edges, filter, range, hour);
    expect(asked.map((parameters) => parameters.get('query')?.slice(0, 3))).toEqual(['min', 'max', 'sum', 'cou']);
    for (const parameters of asked) {
      expect(parameters.get('query')).toContain(window);
      expect(parameters.get('start')).toBe('1970-01-01T01:59:59.999Z');
      expect(parameters.get('end')).toBe('1970-01-01T02:59:59.999Z');
      expect(parameters.get('step')).toBe('3600');
      expect(parameters.get('nocache')).toBe('1');
    }
  });

  it('asks for no more steps at once than engines answer', async () => {
    const { engine, asked } = answering(() => matrix());
    const range = { from: new Date(0), to: new Date(25_000 * minute) };
    await readRange(engine, async () => 'closed', filter, range, minute);
    expect(asked).toHaveLength(12);
    expect(asked.at(-1)?.get('end')).toBe(new Date(25_000 * minute - 1).toISOString());
  });

  it('has a step only where all four measures have one', async () => {
    const values = (query: string) => [[3599.999, '2'], ...(query.startsWith('count') ? [] : [[7199.999, '3']])];
    const { engine } = answering((query) => matrix({ metric, values: values(query) }));
    const range = { from: new Date(0), to: new Date(2 * hour) };
    const { items } = await readRange(engine, async () => 'closed', filter, range, hour);
    const two = Float64Array.of(2);
    expect(items).toEqual([
      { series: { ...series, unit: 'W' }, startsAt: Float64Array.of(0), min: two, max: two, sum: two, count: two },
    ]);
  });

  it('says when one series is answered twice, and counts it once', async () => {
    const values = [[3599.999, '2']];
    const { engine } = answering(() => matrix({ metric, values }, { metric: { ...metric, replica: 'b' }, values }));
    const range = { from: new Date(0), to: new Date(hour) };
    const { items, gaps } = await readRange(engine, async () => 'closed', filter, range, hour);
    expect(items.map(({ count }) => [...count])).toEqual([[2]]);
    expect(gaps).toHaveLength(1);
  });

  it('is partial when the engine says so', async () => {
    const { engine } = answering(() => matrix(), ['A store is away.']);
    const range = { from: new Date(0), to: new Date(hour) };
    const reads = await Promise.all([
      readNewest(engine, filter, new Date(0), new Date(10 * minute)),
      readSamples(engine, series, range),
      readRange(engine, async () => 'closed', filter, range, hour),
    ]);
    for (const { gaps } of reads) expect(gaps).toEqual(['A store is away.']);
  });

  it('gives samples from the beginning of a range to just before its end, and of this series alone', async () => {
    const values = [
      [59.999, '1'],
      [60, '2'],
      [119.999, '3'],
    ];
    const { engine, asked } = answering(() =>
      matrix({ metric, values }, { metric: { ...metric, attr_host_name: 'h' }, values }),
    );
    const { items } = await readSamples(engine, series, { from: new Date(minute), to: new Date(2 * minute) });
    expect(items).toEqual([
      { at: new Date(minute), value: 2 },
      { at: new Date(119_999), value: 3 },
    ]);
    expect(asked[0]?.get('time')).toBe('1970-01-01T00:01:59.999Z');
  });

  it('asks nothing for a range without time or a filter without series', async () => {
    const { engine, asked } = answering(() => matrix());
    const none = { from: new Date(hour), to: new Date(hour) };
    expect(await readSamples(engine, series, none)).toEqual({ items: [], gaps: [] });
    expect(await readRange(engine, async () => 'closed', filter, none, hour)).toEqual({ items: [], gaps: [] });
    expect(await readNewest(engine, { metrics: [] }, new Date(0), new Date(hour))).toEqual({ items: [], gaps: [] });
    expect(asked).toEqual([]);
  });
});
