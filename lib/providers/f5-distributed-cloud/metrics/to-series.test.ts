import { describe, expect, it } from 'vitest';
import type { MetricSeries } from '@/lib/domain/metric';
import type { MetricWindow } from '../../contract/provider';
import type { Topology, TopologyMetric } from '../topology/read-topology';
import { joinSeries } from './join-series';
import { linkMetrics } from './link-metrics';
import { toSelector } from './read-metrics';
import { toFactor, toStepSeconds } from './to-factor';
import { toSeries, toWordSeries } from './to-series';

const from = new Date('2026-11-21T12:00:00Z');
const window: MetricWindow = { from, to: new Date(from.getTime() + 300_000) };
const seconds = from.getTime() / 1000;

const measure = (metric: TopologyMetric, step?: string | null) => measureAll([metric], step);

function measureAll(metrics: TopologyMetric[], step: string | null = '60s') {
  const topology: Topology = {
    step,
    edges: [
      {
        ends: ['munich', 'ashburn'],
        status: null,
        links: [{ name: 'tunnel-1', source: 'munich', destination: 'ashburn', metrics }],
      },
    ],
  };
  return toSeries('acme-x', topology, window);
}

const valuesOf = (type: string, unit: string | null, value: string, step?: string) =>
  measure({ type, unit, data: [{ labels: {}, values: [{ timestamp: seconds, value }] }] }, step).series.flatMap(
    ({ metric, points }) => points.map((point) => [metric, point.value]),
  );

it('takes no round trip while nothing is reached, and none of no time', () => {
  const values = (...told: string[]) => [
    { labels: {}, values: told.map((value, index) => ({ timestamp: seconds + index * 60, value })) },
  ];
  const reached = { type: 'METRIC_TYPE_REACHABILITY_PERCENT', unit: 'UNIT_PERCENTAGE', data: values('100', '0', '50') };
  const latency = { type: 'METRIC_TYPE_LATENCY_SECONDS', unit: 'UNIT_SECONDS', data: values('0.02', '0.999', '0') };
  const read = measureAll([reached, latency]).series.find(({ metric }) => metric === 'link.latency');
  expect(read?.points.map(({ value }) => value)).toEqual([0.02]);
});

it('tells how a way stands by F5’s own word, at the moment of the reading', () => {
  const at = new Date(window.to.getTime() + 180_000);
  const wordsOf = (...words: (string | null)[]) =>
    toWordSeries(
      'acme-x',
      words.map((status, index) => ({
        ends: index % 2 === 0 ? ['munich', 'ashburn'] : ['ashburn', 'munich'],
        status,
      })),
      at,
    );
  expect(wordsOf('LINK_STATUS_DEGRADED')).toEqual([
    {
      metric: 'link.state',
      definition: 'LINK_STATUS',
      subject: 'link',
      attributes: { resource: 'acme-x/system/link/ashburn--munich' },
      points: [{ at, value: 0.5 }],
    },
  ]);
  expect(wordsOf('LINK_STATUS_DOWN')[0]?.points).toEqual([{ at, value: 0 }]);
  expect([wordsOf('LINK_STATUS_UNKNOWN'), wordsOf(null)]).toEqual([[], []]);
  // Of two topologies that name one way the worse tells, in whatever order they come.
  const both = (one: string | null, other: string | null) => {
    const [first, second] = [wordsOf(one, other), wordsOf(other, one)];
    expect(first).toEqual(second);
    return first.map(({ points }) => points[0]?.value);
  };
  expect(both('LINK_STATUS_UP', 'LINK_STATUS_DEGRADED')).toEqual([0.5]);
  expect(both('LINK_STATUS_DOWN', 'LINK_STATUS_DEGRADED')).toEqual([0]);
  expect(both('LINK_STATUS_UP', null)).toEqual([1]);
  expect(both('LINK_STATUS_UP', 'LINK_STATUS_NOT_APPLICABLE')).toEqual([1]);
  expect(both('LINK_STATUS_UP', 'LINK_STATUS_UNKNOWN')).toEqual([]);
});

it('joins what two topologies measured of one way, the worse of each moment', () => {
  const measured = (metric: MetricSeries['metric'], ...points: [number, number][]): MetricSeries => ({
    ...{ metric, definition: metric, subject: 'link', attributes: { resource: 'way' } },
    points: points.map(([minute, value]) => ({ at: new Date(from.getTime() + minute * 60_000), value })),
  });
  const joined = (metric: MetricSeries['metric']) => {
    const series = [measured(metric, [0, 1], [1, 0.5]), measured(metric, [1, 1], [2, 0.25])];
    expect(joinSeries(series.toReversed())).toEqual(joinSeries(series));
    return joinSeries(series).map(({ points }) => points.map(({ value }) => value));
  };
  expect(joined('link.state')).toEqual([[1, 0.5, 0.25]]);
  expect(joined('link.reachability')).toEqual([[1, 0.5, 0.25]]);
  expect(joined('link.latency')).toEqual([[1, 1, 0.25]]);
});

describe('what a topology measures', () => {
  it.each([
    ['METRIC_TYPE_IN_BYTES', 'UNIT_BYTES_PER_SECOND', '1000', 'link.io.rate', 1000],
    ['METRIC_TYPE_OUT_BYTES', 'UNIT_BITS_PER_SECOND', '1000', 'link.io.rate', 125],
    ['METRIC_TYPE_OUT_BYTES', 'UNIT_MBITS_PER_SECOND', '8', 'link.io.rate', 1_000_000],
    ['METRIC_TYPE_IN_BYTES', 'UNIT_BYTES', '6000', 'link.io.rate', 100],
    ['METRIC_TYPE_IN_BYTES', 'UNIT_KIBIBYTES', '60', 'link.io.rate', 1024],
    ['METRIC_TYPE_IN_DROP_PACKETS', 'UNIT_PACKETS_PER_SECOND', '0.5', 'link.packet.drop.rate', 0.5],
    ['METRIC_TYPE_OUT_DROP_PACKETS', 'UNIT_PACKETS', '30', 'link.packet.drop.rate', 0.5],
    ['METRIC_TYPE_REACHABILITY_PERCENT', 'UNIT_PERCENTAGE', '95', 'link.reachability', 0.95],
    ['METRIC_TYPE_LATENCY_SECONDS', 'UNIT_SECONDS', '0.012', 'link.latency', 0.012],
    ['METRIC_TYPE_LATENCY_SECONDS', 'UNIT_MILLISECONDS', '12', 'link.latency', 0.012],
    ['METRIC_TYPE_DATA_PLANE_CONNECTION_STATUS', 'UNIT_COUNT', '1', 'link.state', 1],
    ['METRIC_TYPE_CONTROL_PLANE_CONNECTION_STATUS', 'UNIT_COUNT', '0', 'link.state', 0],
  ])('as %s in %s of %s is %s %d', (type, unit, value, metric, expected) => {
    const [[found, number] = []] = valuesOf(type, unit, value);
    expect(found).toBe(metric);
    expect(number).toBeCloseTo(expected, 9);
  });

  it('counts amounts by the step that the answer has, not the one that was asked for', () => {
    expect(valuesOf('METRIC_TYPE_IN_BYTES', 'UNIT_BYTES', '6000', '5m')).toEqual([['link.io.rate', 20]]);
  });

  it.each([
    ['METRIC_TYPE_IN_BYTES', null, '60s'],
    ['METRIC_TYPE_IN_BYTES', 'UNIT_COUNT', '60s'],
    ['METRIC_TYPE_IN_BYTES', 'UNIT_BYTES', null],
    ['METRIC_TYPE_LATENCY_SECONDS', 'UNIT_BYTES', '60s'],
  ])('is not understood as %s in %s at steps of %s, and said to be', (type, unit, step) => {
    const data = [{ values: [{ timestamp: seconds, value: '1' }] }];
    const read = measure({ type, unit, data }, step);
    expect(read.series).toEqual([]);
    expect(read.unclear).toEqual([{ type, unit: unit ?? 'no unit' }]);
  });

  it('has no point for a blank, and none outside the window', () => {
    const values = [
      { timestamp: seconds + 240, value: '4' },
      { timestamp: seconds - 1, value: '9' },
      { timestamp: seconds, value: '' },
      { timestamp: seconds + 60, value: ' ' },
      { timestamp: seconds + 61.5, value: '0' },
      { timestamp: seconds + 62, value: null },
      { timestamp: seconds + 63, value: 'NaN' },
      { timestamp: seconds + 64, value: '+Inf' },
      { timestamp: seconds + 240, value: '5' },
      { timestamp: seconds + 300, value: '9' },
    ];
    const told = { type: 'METRIC_TYPE_IN_BYTES', unit: 'UNIT_BYTES_PER_SECOND', data: [{ values }] };
    const { series } = measure(told);
    expect(series.map(({ points }) => points)).toEqual([
      [
        { at: new Date(from.getTime() + 61_500), value: 0 },
        { at: new Date(from.getTime() + 240_000), value: 4 },
      ],
    ]);
  });

  it('is of the item of the pair, with the side that reports it', () => {
    const data = [
      { labels: { src_site: 'ashburn', dst_site: 'munich' }, values: [{ timestamp: seconds, value: '1' }] },
    ];
    const { series } = measure({ type: 'METRIC_TYPE_IN_BYTES', unit: 'UNIT_BYTES_PER_SECOND', data });
    expect(series[0]).toMatchObject({
      definition: 'METRIC_TYPE_IN_BYTES',
      subject: 'link',
      attributes: {
        resource: 'acme-x/system/link/ashburn--munich',
        source: 'ashburn',
        destination: 'munich',
        link: 'tunnel-1',
        direction: 'receive',
      },
    });
  });

  it('leaves out what is not known', () => {
    expect(valuesOf('METRIC_TYPE_OF_TOMORROW', 'UNIT_COUNT', '1')).toEqual([]);
  });
});

describe('a question for metrics', () => {
  it('asks for everything at whole minutes, in seconds', () => {
    const odd = { from: new Date(from.getTime() + 61_500), to: new Date(from.getTime() + 119_001) };
    expect(toSelector(odd)).toEqual({
      edge: linkMetrics.map(({ type }) => type),
      startSeconds: seconds + 60,
      endSeconds: seconds + 120,
      step: '60s',
    });
  });

  it('reads steps as F5 writes them', () => {
    expect(['60s', '5m', '1h', '1d', '', '5', '0s', null].map(toStepSeconds)).toEqual([
      60,
      300,
      3600,
      86_400,
      null,
      null,
      null,
      null,
    ]);
    expect(toFactor('bytes', 'toString', 60)).toBeNull();
  });
});
