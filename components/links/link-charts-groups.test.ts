import { expect, test } from 'vitest';
import type { LinkSeries } from '@/lib/api/contracts/link-series';
import { toLinkCharts } from './link-charts-groups';

type Series = LinkSeries['series'][number];
const series = (part: Partial<Series>): Series => ({
  metric: 'link.io.rate',
  unit: 'bit/s',
  says: 'Throughput of a link, by `direction`.',
  definition: 'BitsInPerSecond',
  connectionId: '01a204fc-72ff-7e0f-add6-ccc147a9c684',
  connectionName: 'Azure',
  attributes: { direction: 'receive' },
  mean: [1, null],
  min: [1, null],
  max: [1, null],
  lastMeasuredAt: '2026-11-22T10:00:00.000Z',
  ...part,
});
const link = (part: Partial<LinkSeries>): LinkSeries => ({
  stepMs: 60_000,
  startsAt: ['2026-11-22T09:59:00.000Z', '2026-11-22T10:00:00.000Z'],
  series: [series({})],
  receive: [8, null],
  transmit: [16, 4],
  utilization: [0.16, null],
  capacity: { value: 100, basis: 'stated' },
  states: null,
  troubles: [],
  gaps: [],
  ...part,
});

test('traffic stands below the line of what was contracted, and a step that is not known stays open', () => {
  const { charts } = toLinkCharts(link({}));
  expect(charts.map(({ id }) => id)).toEqual(['throughput', 'utilization']);
  expect(charts[0]?.series.map(({ key, values }) => [key, values])).toEqual([
    ['receive', [8, null]],
    ['transmit', [16, 4]],
    ['capacity', [100, 100]],
  ]);
  expect(charts[0]?.definition).toContain('Measured as BitsInPerSecond (Azure).');
});

test('what no source tells is named in a sentence and has no empty chart', () => {
  const { charts, untold } = toLinkCharts(link({ series: [], receive: null, transmit: null, utilization: null }));
  expect(charts).toEqual([]);
  expect(untold.join(' ')).toContain('no cloud’s own tunnel metrics tell it');
  const withoutCapacity = toLinkCharts(link({ capacity: null, utilization: null }));
  expect(withoutCapacity.untold).toContain('Utilisation: nobody tells what the link was contracted to carry.');
  expect(withoutCapacity.charts[0]?.series.map(({ key }) => key)).toEqual(['receive', 'transmit']);
});

test('series of unlike definitions keep their names', () => {
  const drops = (definition: string) => series({ metric: 'link.packet.drop.rate', definition, attributes: {} });
  const { charts } = toLinkCharts(link({ series: [drops('NoRoute'), drops('Blackhole')] }));
  expect(charts.find(({ id }) => id === 'drops')?.series.map(({ label }) => label)).toEqual(['NoRoute', 'Blackhole']);
});

test('of a link whose probes are counted nobody says that its loss is not measured', () => {
  const { charts, untold } = toLinkCharts(link({ series: [series({ metric: 'link.reachability', attributes: {} })] }));
  expect(charts.map(({ id }) => id)).toContain('reachability');
  expect(untold.join(' ')).not.toContain('Loss');
});
