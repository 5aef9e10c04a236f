import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findLongestIdle } from './longest-idle';

interface Device {
  name: string;
  idleness: { since: Date; sinceAtLeast: boolean; heldSince: Date | null };
}

/** A device that is idle, since when is open unless said otherwise. */
const device = (name: string, held: number | null, sinceAtLeast = true, since = 1000): Device => ({
  name,
  idleness: { since: new Date(since), sinceAtLeast, heldSince: held === null ? null : new Date(held) },
});
/** Looks one batch up, and keeps which devices were asked for. */
function looking(truth: Record<string, number>) {
  const asked: string[][] = [];
  const look = async (some: readonly Device[]) => {
    asked.push(some.map(({ name }) => name));
    return {
      gaps: [],
      devices: some.map((one) => ({
        ...one,
        idleness: { ...one.idleness, since: new Date(truth[one.name] ?? Number.NaN), sinceAtLeast: false },
      })),
    };
  };
  return { look, asked };
}
const byName = (one: Device, other: Device) => (one.name < other.name ? -1 : 1);
const namesOf = ({ devices }: { devices: readonly Device[] }) => devices.map(({ name }) => name);
const bounds = { told: 2, batch: 2, lookedUp: 100 };

describe('the devices that are idle for longest', () => {
  it('are not looked up where it is known since when they are', async () => {
    const { look, asked } = looking({ a: 500 });
    const read = await findLongestIdle([device('a', null), device('b', null, false, 700)], look, byName, bounds);
    expect([namesOf(read), asked]).toEqual([['a', 'b'], [['a']]]);
  });

  it('are found without those that nobody has for so long', async () => {
    const { look, asked } = looking({ a: 100, b: 200, c: 300, d: 400 });
    const all = [device('d', 390), device('c', 290), device('b', 190), device('a', 90)];
    expect(namesOf(await findLongestIdle(all, look, byName, bounds))).toEqual(['a', 'b']);
    expect(asked).toEqual([['a', 'b']]);
  });

  it('are not all looked up beyond a bound, and that is said', async () => {
    const { look, asked } = looking({ a: 100, b: 200, c: 50 });
    const all = ['a', 'b', 'c'].map((name) => device(name, null));
    const read = await findLongestIdle(all, look, byName, { ...bounds, lookedUp: 2 });
    expect([namesOf(read), asked]).toEqual([['a', 'b'], [['a', 'b']]]);
    expect(read.gaps).toEqual([expect.stringContaining('2 of 3')]);
  });

  it('are those that looking all up finds, however they are looked up', async () => {
    const fleets = fc.array(
      fc.record({ held: fc.option(fc.integer({ min: 0, max: 800 })), after: fc.integer({ min: 0, max: 200 }) }),
      { maxLength: 20 },
    );
    await fc.assert(
      fc.asyncProperty(fleets, fc.integer({ min: 1, max: 5 }), async (fleet, batch) => {
        const truth = Object.fromEntries(fleet.map(({ held, after }, index) => [`${index}`, (held ?? 0) + after]));
        const all = fleet.map(({ held }, index) => device(`${index}`, held));
        const whole = await findLongestIdle(all, looking(truth).look, byName, { told: 3, batch: 100, lookedUp: 100 });
        const parts = await findLongestIdle(all, looking(truth).look, byName, { told: 3, batch, lookedUp: 100 });
        expect(namesOf(parts)).toEqual(namesOf(whole));
      }),
    );
  });
});
