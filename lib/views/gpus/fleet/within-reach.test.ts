import { describe, expect, it } from 'vitest';
import { assembleTestFleet, toTestPod, toTestResource, toTestSample } from '@/lib/analytics/gpus/fleet/test-fleet';
import type { Reach } from '@/lib/domain/access';
import { hideHolders } from './within-reach';

const own = toTestPod('own', 'n', 1, { team: 'mine' });
const other = toTestPod('other', 'n', 1, { team: 'theirs', site: 'oslo' });
const named = (name: string, index: number) =>
  toTestSample(
    {
      'host.name': 'n',
      'gpu.index': String(index),
      'holder.kind': 'pod',
      'holder.name': name,
      'k8s.namespace.name': 'research',
    },
    { metric: 'gpu.held', definition: 'pod', value: 1 },
  );
const [assembled] = assembleTestFleet(
  [toTestResource('n'), own, other],
  [named('own', 0), named('other', 1), named('unlisted', 2)],
).nodes;

/** Whom a person sees on the first three devices; an empty list: somebody. */
function seenBy(reach: Partial<Reach>) {
  if (assembled === undefined) throw new RangeError('There is no node.');
  const resources = new Map([own, other].map((resource) => [resource.id, resource]));
  const { devices } = hideHolders(assembled.node, { everything: false, sites: [], teams: [], ...reach }, resources);
  return devices
    .slice(0, 3)
    .map(({ allocation }) => allocation.state === 'held' && allocation.holders.map(({ name }) => name));
}

describe('who has a device', () => {
  it('is told to those who may see everything', () => {
    expect(seenBy({ everything: true })).toEqual([['own'], ['other'], ['unlisted']]);
  });

  it('is told to a team of its own work alone, and not of what the inventory does not list', () => {
    expect(seenBy({ teams: ['mine'] })).toEqual([['own'], [], []]);
  });

  it('that the inventory does not list is told to those who may see the site of the node', () => {
    expect(seenBy({ sites: ['munich'] })).toEqual([['own'], [], ['unlisted']]);
    expect(seenBy({ sites: ['oslo'] })).toEqual([[], ['other'], []]);
  });
});
