import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { GpuHealth } from '@/lib/api/contracts/gpu-keys';
import { groupByPlace } from './group-by-place';
import type { RankedNode } from './match-fleet';

const toNode = (site: string, cluster: string | null, name: string, health: readonly GpuHealth[]): RankedNode => ({
  node: { site, cluster, name },
  cells: health.map((one) => ({ health: one, use: 'busy' })),
  slots: health.map((_, slot) => slot),
});

it('puts the site, the cluster and the node with most failed devices first', () => {
  const places = groupByPlace([
    toNode('ashburn', 'a', 'n-1', ['healthy', 'unknown']),
    toNode('munich', 'a', 'n-2', ['healthy']),
    toNode('munich', 'b', 'n-3', ['healthy', 'failed']),
    toNode('munich', null, 'n-4', ['degraded']),
    toNode('oslo', null, 'n-5', ['failed', 'failed']),
    toNode('munich', 'b', 'n-6', ['healthy', 'degraded']),
  ]);
  expect(places.map(({ site }) => site)).toEqual(['oslo', 'munich', 'ashburn']);
  expect(places[1]?.clusters.map(({ cluster, nodes }) => [cluster, nodes.map(({ node }) => node.name)])).toEqual([
    ['b', ['n-3', 'n-6']],
    ['a', ['n-2']],
    [null, ['n-4']],
  ]);
});

it('does not call a device failed that the question leaves out', () => {
  const leftOut = { ...toNode('oslo', 'a', 'n-1', ['failed', 'healthy']), slots: [1] };
  const places = groupByPlace([leftOut, toNode('munich', 'a', 'n-2', ['healthy'])]);
  expect(places.map(({ site }) => site)).toEqual(['munich', 'oslo']);
});

it('tells every node once, whatever order they come in', () => {
  const health = fc.array(fc.constantFrom<GpuHealth>('healthy', 'degraded', 'failed', 'unknown'), { maxLength: 4 });
  const place = fc.tuple(fc.constantFrom('a', 'b', 'c'), fc.constantFrom('x', 'y', null), health);
  fc.assert(
    fc.property(fc.array(place), (drawn) => {
      const nodes = drawn.map(([site, cluster, states], index) => toNode(site, cluster, `n-${index}`, states));
      const told = groupByPlace(nodes);
      const names = told.flatMap(({ clusters }) => clusters.flatMap(({ nodes }) => nodes.map(({ node }) => node.name)));
      expect(names.toSorted()).toEqual(nodes.map(({ node }) => node.name).toSorted());
      expect(groupByPlace(nodes.toReversed())).toEqual(told);
    }),
  );
});
