import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type LinkState, linkStates } from '@/lib/domain/link/link-facts';
import { findWays, toHops, type WayLink } from './find-ways';

const link = (near: string, far: string | null, rest: Partial<WayLink> = {}): WayLink => ({
  id: `${near}-${far}`,
  near,
  far,
  state: 'up',
  carriers: [],
  capacity: null,
  ...rest,
});
const ways = (links: readonly WayLink[], from = 'a', to = 'd', most = 10) => findWays(toHops(links), from, to, most);
const sitesOf = (links: readonly WayLink[]) => ways(links).ways.map(({ sites }) => sites.join(' '));

describe('ways between two sites', () => {
  it('come directly and over up to two others, none twice', () => {
    const links = [link('a', 'd'), link('b', 'a'), link('d', 'b'), link('b', 'c'), link('c', 'd')];
    expect(sitesOf(links)).toEqual(['a d', 'a b d', 'a b c d']);
    expect(sitesOf([link('a', 'b'), link('b', 'c'), link('c', 'x'), link('x', 'd')])).toEqual([]);
  });

  it('are ordered by what carries, then by hops, then by what they can carry', () => {
    expect(sitesOf([link('a', 'd', { state: 'down' }), link('a', 'b'), link('b', 'd')])).toEqual(['a b d', 'a d']);
    expect(
      sitesOf([link('a', 'd', { state: 'unknown' }), link('a', 'b', { state: 'degraded' }), link('b', 'd')]),
    ).toEqual(['a b d', 'a d']);
    const through = (site: string, capacity: number) => [link('a', site, { capacity }), link(site, 'd', { capacity })];
    expect(sitesOf([...through('b', 1), ...through('c', 2)])).toEqual(['a c d', 'a b d']);
  });

  it('can carry no more than the least that is known of their hops', () => {
    const [way] = ways([link('a', 'b', { capacity: 10 }), link('b', 'c'), link('c', 'd', { capacity: 3 })]).ways;
    expect(way).toMatchObject({ capacity: 3, state: 'up' });
    expect(ways([link('a', 'd')]).ways[0]?.capacity).toBeNull();
  });

  it('lead over nothing that is switched off, being made, or ends where no source says', () => {
    for (const state of ['disabled', 'provisioning'] as const) expect(sitesOf([link('a', 'd', { state })])).toEqual([]);
    expect(sitesOf([link('a', null)])).toEqual([]);
  });

  it('are counted where more are there than are wanted', () => {
    const links = ['p', 'q', 'r'].flatMap((site) => [link('a', site), link(site, 'd')]);
    expect(ways(links, 'a', 'd', 2)).toMatchObject({
      count: 3,
      ways: [{ sites: ['a', 'p', 'd'] }, { sites: ['a', 'q', 'd'] }],
    });
  });

  it('that leave a hop out are the others', () => {
    const hops = toHops([link('a', 'd'), link('a', 'b'), link('b', 'd')]);
    expect(findWays(hops, 'a', 'd', 1, ['d', 'a']).ways).toMatchObject([{ sites: ['a', 'b', 'd'] }]);
    expect(findWays(hops, 'a', 'a', 1)).toEqual({ ways: [], count: 0 });
  });
});

it('of a full mesh the best are found and all are counted', () => {
  const names = Array.from({ length: 60 }, (_, index) => `s${index}`);
  const links = names.flatMap((near, index) => names.slice(index + 1).map((far) => link(near, far)));
  const [from = '', to = ''] = names;
  const found = findWays(toHops(links), from, to, 3);
  expect(found.count).toBe(1 + 58 + 58 * 57);
  expect(found.ways.map(({ sites }) => sites)).toEqual([
    [from, to],
    [from, 's10', to],
    [from, 's11', to],
  ]);
});

describe('a hop', () => {
  const circuit = link('a', 'b', { id: 'circuit', capacity: 10 });
  const rider = link('b', 'a', { id: 'rider', carriers: ['circuit'], capacity: 2 });
  const hopOf = (...links: WayLink[]) => toHops(links).get('a')?.get('b');

  it('leads over the uppermost of links that ride on each other', () => {
    expect(hopOf(circuit, rider)).toEqual([{ id: 'rider', state: 'up', under: ['circuit'], capacity: 2 }]);
    expect(hopOf({ ...circuit, capacity: 1 }, rider)?.[0].capacity).toBe(1);
  });

  it('is down with what it rides on, whatever it says itself, and degraded with one of several', () => {
    expect(hopOf({ ...circuit, state: 'down' }, rider)?.[0].state).toBe('down');
    const both = { ...rider, carriers: ['circuit', 'second'] };
    expect(hopOf(circuit, link('a', 'b', { id: 'second', state: 'down' }), both)?.[0].state).toBe('degraded');
    expect(hopOf({ ...circuit, state: 'unknown' }, rider)?.[0].state).toBe('up');
  });

  it('carries no more than those of what it rides on that carry', () => {
    const both = { ...rider, capacity: null, carriers: ['circuit', 'second'] };
    const second = link('a', 'b', { id: 'second', capacity: 10 });
    expect(hopOf(circuit, second, both)?.[0].capacity).toBe(20);
    expect(hopOf(circuit, { ...second, state: 'down' }, both)?.[0].capacity).toBe(10);
    expect(hopOf(circuit, { ...second, state: 'disabled', capacity: null }, both)?.[0].capacity).toBe(10);
    // Down altogether it is what it would carry.
    expect(hopOf({ ...circuit, state: 'down' }, { ...second, state: 'down' }, both)?.[0].capacity).toBe(20);
  });

  it('is down with the one circuit beneath both tunnels that it rides on', () => {
    const tunnel = (id: string) => link('a', 'b', { id, carriers: ['circuit'], capacity: 20 });
    const over = { ...rider, capacity: null, carriers: ['left', 'right'] };
    const both = [tunnel('left'), tunnel('right'), over];
    expect(hopOf({ ...circuit, state: 'down' }, ...both)?.[0].state).toBe('down');
    const [up] = hopOf(circuit, ...both) ?? [];
    expect(up).toMatchObject({ state: 'up', capacity: 20 });
    expect(up?.under.toSorted()).toEqual(['circuit', 'left', 'right']);
  });

  it('has what carries best first', () => {
    const slow = link('a', 'b', { id: 'slow', capacity: 1 });
    const lost = link('a', 'b', { id: 'lost', capacity: 9, state: 'down' });
    expect(hopOf(lost, slow, rider, circuit)?.map(({ id }) => id)).toEqual(['rider', 'slow', 'lost']);
  });

  it('ends however links ride on each other in a circle', () => {
    const one = link('a', 'b', { id: 'one', carriers: ['two'] });
    expect(() => toHops([one, link('a', 'b', { id: 'two', carriers: ['one'] })])).not.toThrow();
  });
});

const sites = fc.constantFrom('a', 'b', 'c', 'd', 'e');
const nets = fc.array(
  fc.record({
    near: sites,
    far: fc.option(sites),
    state: fc.constantFrom(...linkStates),
    capacity: fc.option(fc.nat(9)),
  }),
  { maxLength: 25 },
);
const carrying: readonly LinkState[] = ['up', 'degraded', 'unknown', 'down'];

it('every way goes from neighbour to neighbour over links that are there, and the way back is the same', () => {
  fc.assert(
    fc.property(nets, (drawn) => {
      const links = drawn.map((one, index) => link(one.near, one.far, { ...one, id: `${index}` }));
      const hops = toHops(links);
      const found = findWays(hops, 'a', 'd', 1_000);
      expect(found.count).toBe(found.ways.length);
      for (const { sites: stops, state } of found.ways) {
        expect([stops[0], stops.at(-1)]).toEqual(['a', 'd']);
        expect(new Set(stops).size).toBe(stops.length);
        expect(stops.length).toBeLessThanOrEqual(4);
        expect(carrying).toContain(state);
        stops.slice(1).forEach((stop, index) => {
          const choice = hops.get(stops[index] ?? '')?.get(stop)?.[0];
          const used = links.find(({ id }) => id === choice?.id);
          expect([used?.near, used?.far].toSorted()).toEqual([stops[index], stop].toSorted());
        });
      }
      const back = findWays(hops, 'd', 'a', 1_000).ways.map(({ sites: stops }) => stops.toReversed().join(' '));
      expect(back.toSorted()).toEqual(found.ways.map(({ sites: stops }) => stops.join(' ')).toSorted());
    }),
  );
});

it('what is best of few is best of many', () => {
  fc.assert(
    fc.property(nets, fc.integer({ min: 1, max: 4 }), (drawn, most) => {
      const links = drawn.map((one, index) => link(one.near, one.far, { ...one, id: `${index}` }));
      expect(ways(links, 'a', 'd', most).ways).toEqual(ways(links, 'a', 'd', 1_000).ways.slice(0, most));
    }),
  );
});
