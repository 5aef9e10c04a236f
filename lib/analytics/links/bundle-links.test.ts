import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { healthPrecedence } from '@/lib/domain/status';
import { type BundledLink, bundleLinks } from './bundle-links';

const link = (id: string, near: string, far: string | null, rest: Partial<BundledLink> = {}): BundledLink => ({
  id,
  near,
  far,
  isFarNamed: false,
  health: 'healthy',
  carriers: [],
  capacity: null,
  isCapacityFloor: false,
  utilization: null,
  ...rest,
});

describe('links between the same two sites', () => {
  it('are one line, whichever way round they are told', () => {
    const bundles = bundleLinks([link('a', 'dublin', 'prague'), link('b', 'prague', 'dublin')]);
    expect(bundles).toMatchObject([{ from: 'dublin', to: 'prague', links: 2 }]);
  });

  it('are as bad as the worst of them, unknown before a warning, and those switched off do not count', () => {
    const of = (...healths: BundledLink['health'][]) =>
      bundleLinks(healths.map((health, index) => link(`${index}`, 'a', 'b', { health })))[0];
    expect(of('healthy', 'warning', 'unknown')).toMatchObject({ health: 'unknown', unhealthy: 2 });
    expect(of('unknown', 'critical')?.health).toBe('critical');
    expect(of('healthy', null)).toMatchObject({ health: 'healthy', unhealthy: 0 });
    expect(of(null)).toMatchObject({ health: null, unhealthy: 0 });
  });

  it('carry what those carry together that ride on no other of them, and say where that is not known', () => {
    const circuit = link('circuit', 'a', 'b', { capacity: 10e9 });
    const rider = link('vif', 'b', 'a', { capacity: 1e9, carriers: ['circuit'] });
    const elsewhere = link('other', 'a', 'b', { capacity: 2e9, carriers: ['a circuit to somewhere else'] });
    const untold = link('untold', 'a', 'b');
    expect(bundleLinks([circuit, rider])).toMatchObject([{ capacity: 10e9, unknownCapacity: 0 }]);
    expect(bundleLinks([circuit, rider, elsewhere, untold])).toMatchObject([{ capacity: 12e9, unknownCapacity: 1 }]);
    expect(bundleLinks([untold])).toMatchObject([{ capacity: null, unknownCapacity: 1 }]);
    const floor = link('floor', 'a', 'b', { capacity: 4e9, isCapacityFloor: true });
    expect(bundleLinks([circuit, floor])).toMatchObject([{ capacity: 14e9, unknownCapacity: 1 }]);
  });

  it('are as busy as the busiest that is measured', () => {
    const [one] = bundleLinks([
      link('a', 'x', 'y', { utilization: 0.2 }),
      link('b', 'x', 'y', { utilization: 0.7 }),
      link('c', 'x', 'y'),
    ]);
    expect(one?.busiest).toBe(0.7);
    expect(bundleLinks([link('a', 'x', 'y')])[0]?.busiest).toBeNull();
  });
});

it('links that end where no source says are a line of their site, and those without so much as a name are counted', () => {
  const bundles = bundleLinks([
    link('a', 'dublin', null),
    link('b', 'dublin', null, { isFarNamed: true }),
    link('c', 'dublin', 'dublin'),
  ]);
  expect(bundles).toMatchObject([
    { from: 'dublin', to: null, links: 2, nameless: 1 },
    { from: 'dublin', to: 'dublin', links: 1, nameless: 0 },
  ]);
});

const sites = fc.constantFrom('a', 'b', 'c', 'd');
const links = fc
  .array(
    fc.record({
      near: sites,
      far: fc.option(sites),
      isFarNamed: fc.boolean(),
      health: fc.option(fc.constantFrom(...healthPrecedence)),
      capacity: fc.option(fc.integer({ min: 1, max: 100 })),
    }),
    { maxLength: 40 },
  )
  .chain((drawn) =>
    fc.tuple(
      ...drawn.map((one, index) =>
        fc
          .subarray(drawn.slice(0, index).map((_, place) => `${place}`))
          .map((carriers) => link(`${index}`, one.near, one.far, { ...one, carriers })),
      ),
    ),
  );

it('every link is in exactly one bundle, and no capacity is added that no link has', () => {
  fc.assert(
    fc.property(links, (drawn) => {
      const bundles = bundleLinks(drawn);
      const ends = ({ from, to }: { from: string; to: string | null }) => JSON.stringify([from, to]);
      expect(new Set(bundles.map(ends)).size).toBe(bundles.length);
      expect(bundles.reduce((sum, bundle) => sum + bundle.links, 0)).toBe(drawn.length);
      for (const { near, far } of drawn) {
        const [from, to] = far !== null && far < near ? [far, near] : [near, far];
        expect(bundles.filter((bundle) => ends(bundle) === ends({ from, to }))).toHaveLength(1);
      }
      const added = bundles.reduce((sum, { capacity }) => sum + (capacity === null ? 0 : capacity), 0);
      expect(added).toBeLessThanOrEqual(
        drawn.reduce((sum, { capacity }) => sum + (capacity === null ? 0 : capacity), 0),
      );
    }),
  );
});
