import { describe, expect, it } from 'vitest';
import type { LinkState } from '@/lib/domain/link/link-facts';
import { findDependents } from './dependents';
import type { StandingLink } from './link-net';

interface Drawn {
  ends: readonly [string | null, string | null];
  state?: LinkState;
  carriers?: readonly string[];
  spares?: readonly string[];
  parent?: string;
}

/** A net of links by name, as far as what depends on them is found by. */
function draw(links: Record<string, Drawn>) {
  const names = Object.keys(links);
  const net = new Map(
    Object.entries(links).map(([id, { ends, state = 'up', carriers = [], spares = [], parent = null }]) => {
      const [near, far] = ends.map((site) => ({ site, label: site, by: 'resource' }));
      const riders = names.filter((name) => links[name]?.carriers?.includes(id));
      const parts = names.filter((name) => links[name]?.parent === id);
      const link = { id, near, far, parent, parts, carriers, riders, spares, told: [] };
      return [id, { link, standing: { state } } as unknown as StandingLink] as const;
    }),
  );
  return (id: string) => {
    const one = net.get(id);
    if (one === undefined) throw new Error(`There is no link ${id}.`);
    const { riders, carryingSpares, ...rest } = findDependents({ links: net }, one);
    const idsOf = (found: readonly StandingLink[]) => found.map(({ link }) => link.id);
    return { riders: idsOf(riders), carryingSpares: idsOf(carryingSpares), ...rest };
  };
}

describe('what depends on a link', () => {
  it('are sites that nothing else leads out of', () => {
    const of = draw({ only: { ends: ['a', 'b'] }, other: { ends: ['b', 'c'] }, inside: { ends: ['a', 'a'] } });
    expect(of('only')).toMatchObject({ cutOff: ['a'], uncertain: [], hasUnknownEnd: false });
    expect(of('other').cutOff).toEqual(['c']);
    expect(of('inside').cutOff).toEqual([]);
  });

  it('counts no way that is down, and cannot say of one nobody knows', () => {
    const ways = (state: LinkState) => draw({ one: { ends: ['a', null] }, two: { ends: ['a', 'b'], state } })('one');
    expect(ways('up')).toMatchObject({ cutOff: [], uncertain: [], hasUnknownEnd: true });
    expect(ways('degraded').cutOff).toEqual([]);
    expect(ways('down').cutOff).toEqual(['a']);
    expect(ways('disabled').cutOff).toEqual(['a']);
    expect(ways('unknown')).toMatchObject({ cutOff: [], uncertain: ['a'] });
  });

  it('are what rides on it, and on that: none of these is another way', () => {
    const of = draw({
      port: { ends: ['a', 'x'] },
      circuit: { ends: ['a', 'x'], carriers: ['port'] },
      overlay: { ends: ['a', 'b'], carriers: ['circuit'] },
      second: { ends: ['b', 'c'] },
    });
    expect(of('port')).toMatchObject({ riders: ['circuit', 'overlay'], cutOff: ['a', 'x'] });
    expect(of('overlay').riders).toEqual([]);
  });

  it('leaves out what rides on another line too that carries', () => {
    const net = (state: LinkState) =>
      draw({
        left: { ends: ['a', 'b'] },
        right: { ends: ['a', 'b'], state },
        bundle: { ends: ['a', 'b'], carriers: ['left', 'right'] },
      })('left');
    expect(net('up').riders).toEqual([]);
    expect(net('down').riders).toEqual(['bundle']);
  });

  it('names the spares that would carry, and of a whole takes its parts away with it', () => {
    const of = draw({
      one: { ends: ['a', 'b'], spares: ['two', 'three'] },
      two: { ends: ['a', 'b'] },
      three: { ends: ['a', 'b'], state: 'down' },
      part: { ends: ['a', 'b'], parent: 'one' },
      rider: { ends: ['a', 'b'], carriers: ['part'] },
    });
    expect(of('one')).toMatchObject({ carryingSpares: ['two'], riders: ['rider'], cutOff: [] });
  });
});
