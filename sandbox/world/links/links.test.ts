import { describe, expect, test } from 'vitest';
import type { Incident } from './incident';
import { createLinkWorld } from './link-world';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;
const noon = Date.parse('2026-11-21T12:00:00Z');
const world = createLinkWorld('test');
const lines = world.links.filter(({ form }) => form !== 'network-peering');
const incidents = world.incidents(noon, noon + 2 * dayMs);

function incidentOf(link: string): Incident & { toMs: number } {
  const found = incidents.find((each) => each.link === link && each.fromMs > noon);
  if (!found || found.toMs === null) throw new Error(`The script has nothing that comes and goes on ${link}.`);
  return { ...found, toMs: found.toMs };
}

/** A link, what it is part of and what it rides on. */
function withCarriers(name: string): string[] {
  const { ridesOn, flow } = world.find(name);
  const parts = flow.of === 'members' ? flow.links : flow.of === 'part' ? [flow.bundle] : [];
  return [name, ...[...ridesOn, ...parts].flatMap(withCarriers)];
}

function median(values: number[]): number {
  return values.sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}

describe('the links', () => {
  test('do the same for the same seed and instant, and other things for another seed', () => {
    // A third and a fourth world push the first out of what is kept.
    const others = ['other', 'third', 'fourth', 'fifth'].map((seed) => createLinkWorld(seed));
    const again = createLinkWorld('test');
    expect(again).not.toBe(world);
    const readings = lines.map(({ name }) => world.read(name, noon));
    expect(lines.map(({ name }) => again.read(name, noon))).toEqual(readings);
    expect(lines.map(({ name }) => others[0]?.read(name, noon))).not.toEqual(readings);
    expect(again.incidents(noon, noon + dayMs)).toEqual(world.incidents(noon, noon + dayMs));
  });

  test('ride on links there are, and carry together what rides on them', () => {
    const names = new Set(world.links.map(({ name }) => name));
    for (const { ridesOn } of world.links) for (const name of ridesOn) expect(names).toContain(name);
    for (const { name, flow } of world.links.filter(({ flow: { of } }) => of === 'riders')) {
      const riders = world.links.filter((link) => link.ridesOn.includes(name) && link.flow.of === 'demand');
      expect(riders.length, name).toBeGreaterThan(0);
      const carried = riders.reduce((sum, rider) => sum + world.read(rider.name, noon).bytesPerSecond[0], 0);
      expect(world.read(name, noon).bytesPerSecond[0]).toBeCloseTo(carried, 3);
      expect(flow.of).toBe('riders');
    }
  });

  test('never carry more than they may', () => {
    for (const { name, capacityBitsPerSecond } of world.links) {
      if (capacityBitsPerSecond === null) continue;
      for (let hour = 0; hour < 24; hour++) {
        const { bytesPerSecond } = world.read(name, noon + hour * hourMs);
        expect(Math.max(...bytesPerSecond) * 8, name).toBeLessThanOrEqual(capacityBitsPerSecond);
      }
    }
  });

  test('are busier by day than by night, and in the week than at its end', () => {
    const carried = (at: string) => world.read('vpn/aws/newyork-office/1', Date.parse(at)).bytesPerSecond[0];
    expect(carried('2026-11-18T20:00:00Z')).toBeGreaterThan(1.4 * carried('2026-11-18T08:00:00Z'));
    expect(carried('2026-11-18T20:00:00Z')).toBeGreaterThan(1.1 * carried('2026-11-22T20:00:00Z'));
  });

  test('take the longer the further apart their ends are', () => {
    const latency = (name: string) => world.read(name, noon).latencySeconds ?? Number.NaN;
    expect(latency('edge/edge-ashburn--edge-frankfurt')).toBeGreaterThan(0.08);
    expect(latency('edge/edge-ashburn--edge-frankfurt')).toBeLessThan(0.13);
    expect(latency('edge/edge-frankfurt--edge-munich')).toBeLessThan(0.012);
  });
});

describe('the script', () => {
  test('has every kind of trouble, one at a time on a link', () => {
    expect(new Set(incidents.map(({ kind }) => kind))).toEqual(
      new Set(['flapping', 'degraded', 'spare-lost', 'down', 'counts-while-down', 'dim']),
    );
    for (const [index, one] of incidents.entries()) {
      for (const other of incidents.slice(index + 1)) {
        if (other.link === one.link) expect(one.toMs).toBeLessThanOrEqual(other.fromMs);
      }
    }
  });

  test('lets a link go down and come back to the minute, and at no other time', () => {
    const passing = incidents.filter(({ toMs, downs }) => toMs !== null && downs.length > 0);
    expect(passing.length).toBeGreaterThan(15);
    for (const { link, fromMs, toMs, downs } of passing) {
      const isDown = (ms: number) => downs.some((down) => ms >= down.fromMs && down.toMs !== null && ms < down.toMs);
      for (let ms = fromMs - 5 * minuteMs; ms < (toMs ?? fromMs) + 5 * minuteMs; ms += minuteMs) {
        expect([link, new Date(ms), world.read(link, ms).isUp]).toEqual([link, new Date(ms), !isDown(ms)]);
        expect(world.read(link, ms + minuteMs - 1).isUp).toBe(!isDown(ms));
      }
    }
  });

  test('flaps a tunnel five times within an hour, every day at the same time', () => {
    const { fromMs, toMs, downs } = incidentOf('vpn/google-cloud/aws-columbus-us-central1/1');
    expect(downs).toHaveLength(5);
    expect([downs[0]?.fromMs, downs.at(-1)?.toMs]).toEqual([fromMs, toMs]);
    expect(toMs - fromMs).toBeLessThan(hourMs);
    expect(world.incidents(fromMs + dayMs, toMs + dayMs)).toContainEqual(
      expect.objectContaining({ kind: 'flapping', fromMs: fromMs + dayMs, toMs: toMs + dayMs }),
    );
    expect(world.changedAt('vpn/google-cloud/aws-columbus-us-central1/1', toMs + hourMs)).toBe(toMs);
  });

  test('degrades a line: less light, and loss and delay for what rides on it, until it is mended', () => {
    const link = 'line/azure/erd-ashburn-google/1';
    const rider = 'line/azure/er-google-ashburn/AzurePrivatePeering/primary';
    const { fromMs, toMs } = incidentOf(link);
    const look = (ms: number) => ({
      light: world.lightAt({ link, end: 0 }, 0, ms)?.received ?? Number.NaN,
      far: world.lightAt({ link, end: 1 }, 0, ms)?.received ?? Number.NaN,
      loss: world.read(rider, ms).lossShare,
      delay: world.read(rider, ms).latencySeconds ?? Number.NaN,
      errors: world.read(link, ms).errorsPerSecond,
    });
    const [usual, inside, after] = [look(fromMs - minuteMs), look(fromMs), look(toMs)];
    expect(look(toMs - 1).loss).toBe(0.018);
    expect([usual.loss, inside.loss, after.loss]).toEqual([0, 0.018, 0]);
    expect([usual.errors, after.errors]).toEqual([0, 0]);
    expect(inside.errors).toBeGreaterThan(0);
    expect(inside.light).toBeLessThan(usual.light - 8);
    expect(inside.far).toBeLessThan(usual.far - 8);
    expect(after.light).toBeGreaterThan(-4);
    expect(inside.delay).toBeGreaterThan(1.6 * usual.delay);
    expect(world.stateAt(rider, fromMs)).toBe('degraded');
  });

  test('lets what stands in carry everything when a spare is lost', () => {
    const spare = 'vpn/aws/dublin-office/2';
    const { fromMs } = incidentOf(spare);
    const both = (ms: number) =>
      ['vpn/aws/dublin-office/1', spare].map((name) => world.read(name, ms).bytesPerSecond[0]);
    const [[first = 0, second = 0], [alone = 0, none]] = [both(fromMs - minuteMs), both(fromMs)];
    expect(none).toBe(0);
    expect(alone / (first + second)).toBeGreaterThan(0.85);
    expect(alone / (first + second)).toBeLessThan(1.15);
  });

  test('takes down what rides on a line that is cut', () => {
    const { fromMs, toMs } = incidentOf('line/aws/frankfurt-b');
    for (const rider of ['line/aws/frankfurt-b/transit', 'line/aws/frankfurt-b/private']) {
      expect([world.read(rider, fromMs).isUp, world.read(rider, toMs).isUp]).toEqual([false, true]);
    }
    expect(world.lightAt({ link: 'line/aws/frankfurt-b', end: 0 }, 0, fromMs)?.received).toBe(-40);
    const carried = (ms: number) => world.read('line/aws/frankfurt-a', ms).bytesPerSecond[0];
    expect(carried(fromMs)).toBeGreaterThan(1.7 * carried(fromMs - minuteMs));
  });

  test('has a tunnel count bytes while it is down', () => {
    const [told] = incidents.filter(({ kind }) => kind === 'counts-while-down');
    expect(told?.toMs).toBeNull();
    const { isUp, bytesPerSecond } = world.read(told?.link ?? '', noon);
    expect(isUp).toBe(false);
    expect(Math.min(...bytesPerSecond)).toBeGreaterThan(1000);
  });

  test('is all that is wrong: elsewhere links are up, lose next to nothing and keep their delay', () => {
    const stepMs = 37 * minuteMs;
    const instants = Array.from({ length: Math.floor((2 * dayMs) / stepMs) }, (_, index) => noon + index * stepMs);
    for (const { name } of lines) {
      const around = new Set(withCarriers(name));
      const own = incidents.filter(({ link, kind }) => around.has(link) && kind !== 'dim');
      const quiet = instants.filter((ms) =>
        own.every(({ fromMs, toMs }) => ms < fromMs || (toMs !== null && ms >= toMs)),
      );
      const readings = quiet.map((ms) => world.read(name, ms));
      const usual = median(readings.map(({ latencySeconds }) => latencySeconds ?? Number.NaN));
      for (const { isUp, lossShare, latencySeconds, errorsPerSecond } of readings) {
        expect([name, isUp, errorsPerSecond]).toEqual([name, true, 0]);
        expect(lossShare).toBeLessThan(0.001);
        expect(Math.abs((latencySeconds ?? Number.NaN) / usual - 1)).toBeLessThan(0.1);
      }
    }
  });
});
