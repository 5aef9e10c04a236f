import { expect, test } from 'vitest';
import { blankBin, missingBin } from '@/components/charts/prepare/to-matrix';
import type { Path } from '@/lib/api/contracts/paths';
import { chooseKind, indexUsual, type PathChoice, toPathMatrix } from './to-path-matrix';

const values = (p50: number) => ({ p50, p95: p50, p99: p50, min: p50, max: p50, mean: p50, count: 9 });
const path = (part: Partial<Path>): Path => ({
  from: 'munich',
  to: 'prague',
  kind: 'tcp',
  source: 'agent',
  state: 'measured',
  unit: 's',
  values: values(0.03),
  loss: 0,
  jitter: 0.001,
  sent: 9,
  lost: 0,
  failed: 0,
  fault: null,
  targets: 1,
  agents: 1,
  lastMeasuredAt: null,
  ...part,
});
const sites = ['munich', 'oslo', 'prague'].map((name) => ({ name, title: name }));
const choice: PathChoice = { kind: 'tcp', source: null, show: 'p50', against: 'absolute', q: '', sites: [] };
const none = indexUsual(undefined);

test('ways are laid out by source and destination, each source in a part of its own, what is missing told as missing', () => {
  const items = [
    path({}),
    path({ source: 'monitor', state: 'derived', values: values(0.3) }),
    path({ from: 'prague', to: 'munich', values: null, loss: 1 }),
    path({ kind: 'icmp', to: 'oslo' }),
  ];
  const { cells, told, pairs, shownOf } = toPathMatrix({ items, sites }, choice, none);
  const [agents, , monitors] = cells.layers;
  expect([...(agents ?? [])]).toEqual([
    blankBin,
    missingBin,
    3,
    missingBin,
    blankBin,
    missingBin,
    missingBin,
    missingBin,
    blankBin,
  ]);
  expect(monitors?.[2]).toBe(6);
  expect([told, pairs]).toEqual([1, 6]);
  expect(shownOf('munich', 'prague').map(({ source }) => source)).toEqual(['agent', 'monitor']);
  // All was lost: of latency nothing is known, of loss everything.
  expect(toPathMatrix({ items, sites }, { ...choice, show: 'loss' }, none).cells.layers[0]?.[6]).toBe(6);
});

test('a search keeps what it finds and the other ends of its ways', () => {
  const items = [path({ from: 'oslo', to: 'munich' })];
  const { cells } = toPathMatrix({ items, sites }, { ...choice, q: 'OSL' }, none);
  expect(cells.rows.map(({ id }) => id)).toEqual(['munich', 'oslo']);
});

test('of what too little was measured nothing is held against, and of others’ words nothing is usual', () => {
  const usual = { median: 0.02, limit: 0.024, basis: 'day' as const, hours: 20 };
  const of = { from: 'munich', to: 'prague', kind: 'tcp' as const, p50: usual, p95: null, loss: null, jitter: null };
  const usualOf = indexUsual({ at: '2026-11-22T10:00:00.000Z', items: [of], leftOut: 0 });
  const items = [path({}), path({ source: 'exporter' })];
  const read = (show: PathChoice['show']) =>
    toPathMatrix({ items, sites }, { ...choice, against: 'usual', show }, usualOf).cells.layers.map(
      (layer) => layer[2],
    );
  expect(read('p50')).toEqual([6, missingBin, missingBin]);
  expect(read('p95')).toEqual([missingBin, missingBin, missingBin]);
});

test('the kind most ways are measured by is shown first', () => {
  expect(chooseKind([])).toBe('tcp');
  expect(chooseKind([path({}), path({ kind: 'icmp' }), path({ kind: 'icmp' })])).toBe('icmp');
});
