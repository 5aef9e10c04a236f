import { expect, it } from 'vitest';
import { ProviderError } from '../../contract/provider-error';
import { GoogleRefusal } from '../faults/google-refusal';
import { gkeAccelerators, opsAgentGpus } from './accelerator-metrics';
import { opsAgentDcgm } from './dcgm-metrics';
import type { MetricSource } from './metric-source';
import type { MonitoringClient, SeriesPage, SeriesQuery } from './monitoring-client';
import { groupByType, readSources } from './read-sources';
import { SeriesByRegion } from './series-by-region';
import type { TimeSeries } from './to-points';

const from = new Date('2026-11-21T10:00:00Z');
const window = { from, to: new Date('2026-11-21T10:10:00Z') };

const timestampOf = (minute: number) => ({ seconds: String(from.getTime() / 1000 + minute * 60), nanos: 0 });
const seriesOf = (labels: Record<string, string>, ...points: [minute: number, value: number][]): TimeSeries => ({
  metric: { labels },
  resource: { labels: { instance_id: '42', zone: 'europe-west4-a', pod_name: 'p', cluster_name: 'c' } },
  points: points.map(([minute, value]) => ({
    interval: { startTime: timestampOf(-60), endTime: timestampOf(minute) },
    value: { doubleValue: value },
  })),
});

const allSources = [...opsAgentDcgm.sources, ...gkeAccelerators.sources, ...opsAgentGpus.sources];
function sourcesOf(type: string): [MetricSource, ...MetricSource[]] {
  const group = groupByType(allSources).find(([one]) => one.type === type);
  if (group === undefined) throw new Error(`${type} is not read.`);
  return group;
}

async function read(sources: [MetricSource, ...MetricSource[]], pages: SeriesPage[] | ProviderError) {
  const asked: SeriesQuery[] = [];
  const monitoring: MonitoringClient = {
    async listSeries(query) {
      asked.push(query);
      if (pages instanceof ProviderError) throw pages;
      const page = pages[asked.length - 1];
      if (page === undefined) throw new Error('There is no such page.');
      return page;
    },
  };
  const found = new SeriesByRegion();
  const fault = await readSources(monitoring, 'lab', sources, window, (region, series) => found.add(region, series));
  return { asked, fault, entries: found.entries() };
}

const energy = sourcesOf('workload.googleapis.com/gpu.dcgm.energy_consumption');
const notFound = new ProviderError({
  kind: 'response-unexpected',
  code: 'NOT_FOUND',
  operation: 'monitoring:timeSeries.list',
  message: 'm',
  remedy: 'r',
  cause: new GoogleRefusal({ httpStatus: 404, status: 'NOT_FOUND' }),
});

it('lists a type once for all that is read of it, from before the window where a counter’s growth is', async () => {
  const page = {
    series: [seriesOf({ uuid: 'GPU-1' }, [-1, 0], [0, 6_000])],
    nextPageToken: undefined,
    isPartial: false,
  };
  const { asked, entries } = await read(energy, [page]);
  expect(asked).toHaveLength(1);
  expect(asked[0]?.from.getTime()).toBe(from.getTime() - 5 * 60_000);
  expect(
    entries.map(([region, series]) => [region, series.map(({ metric, points }) => [metric, points[0]?.value])]),
  ).toEqual([
    [
      'europe-west4',
      [
        ['hw.energy', 6_000],
        ['hw.power', 100],
      ],
    ],
  ]);
  expect(entries[0]?.[1].every(({ points }) => points.length === 1)).toBe(true);
});

it('joins a series that a page ends within, so that no growth is lost between its parts', async () => {
  const { entries } = await read(energy, [
    { series: [seriesOf({ uuid: 'GPU-1' }, [2, 12_000])], nextPageToken: 'more', isPartial: false },
    { series: [seriesOf({ uuid: 'GPU-1' }, [1, 6_000], [0, 0])], nextPageToken: undefined, isPartial: false },
  ]);
  const power = entries[0]?.[1].find(({ metric }) => metric === 'hw.power');
  expect(power?.points.map(({ value }) => value)).toEqual([100, 100]);
});

it('takes a type that nothing has written for none, and any other that is not found for a fault', async () => {
  expect(await read(energy, notFound)).toMatchObject({ fault: null, entries: [['global', []]] });
  const ofGoogle = sourcesOf('kubernetes.io/node/accelerator/duty_cycle');
  expect((await read(ofGoogle, notFound)).fault).toBe(notFound);
  const denied = new ProviderError({
    ...notFound,
    kind: 'permission-missing',
    operation: 'o',
    message: 'm',
    remedy: 'r',
  });
  expect((await read(energy, denied)).fault).toBe(denied);
});

it('makes one holder of two containers of a pod that have the same device', async () => {
  const holds = sourcesOf('kubernetes.io/container/accelerator/duty_cycle');
  const ofContainer = (name: string, ...points: [number, number][]) => {
    const series = seriesOf({ accelerator_id: 'GPU-1' }, ...points);
    return { ...series, resource: { labels: { ...series.resource?.labels, container_name: name } } };
  };
  const series = [ofContainer('one', [1, 50], [2, 50]), ofContainer('two', [2, 50], [3, 50])];
  const { entries } = await read(holds, [{ series, nextPageToken: undefined, isPartial: false }]);
  expect(entries.flatMap(([, held]) => held.map(({ points }) => points.map(({ value }) => value)))).toEqual([
    [1, 1, 1],
  ]);
});

it('adds up the states of a device’s memory to what there is, only at moments at which all are told', async () => {
  const memory = sourcesOf('agent.googleapis.com/gpu/memory/bytes_used');
  const inState = (state: string, uuid: string, ...points: [number, number][]) =>
    seriesOf({ uuid, memory_state: state }, ...points);
  const { asked, fault, entries } = await read(memory, [
    {
      series: [
        inState('used', 'GPU-1', [1, 20], [2, 30], [3, 40], [4, 0]),
        inState('free', 'GPU-2', [1, 100]),
        inState('other', 'GPU-1', [1, 7]),
      ],
      nextPageToken: 'more',
      isPartial: false,
    },
    { series: [inState('free', 'GPU-1', [1, 60], [3, 40], [4, 0])], nextPageToken: undefined, isPartial: false },
  ]);
  expect([asked.length, fault]).toEqual([2, null]);
  const [[, series] = ['', []]] = entries;
  expect(series.map(({ metric, points }) => [metric, points.map(({ value }) => value)])).toEqual([
    ['hw.gpu.memory.usage', [20, 30, 40, 0]],
    ['hw.gpu.memory.limit', [80, 80, 0]],
    ['hw.gpu.memory.utilization', [0.25, 0.5]],
  ]);
  expect(new Set(series.map(({ attributes }) => JSON.stringify(attributes))).size).toBe(1);
  expect(series[1]?.attributes).toMatchObject({ 'gpu.uuid': 'GPU-1' });
});
