import { describe, expect, test } from 'vitest';
import { toTicks } from './to-ticks';
import { isLastPartial, toTimelineSections } from './to-timeline-sections';

const buckets = (from: string, stepMs: number, count: number) =>
  Array.from({ length: count }, (_, index) => new Date(Date.parse(from) + index * stepMs).toISOString());
const node = (name: string, site: string, cluster: string | null) => ({
  id: `0199a7b0-0000-7000-8000-00000000000${name}`,
  name,
  site,
  cluster,
  gpus: 8,
  values: [12, null, 80],
});

describe('the axis over nodes', () => {
  test('has round times, and the day at midnight', () => {
    const ticks = toTicks(buckets('2026-11-11T14:30:00Z', 15 * 60_000, 96), 'UTC');
    expect(ticks.map(({ label }) => label)).toEqual([
      '15:00',
      '18:00',
      '21:00',
      '12 Nov',
      '03:00',
      '06:00',
      '09:00',
      '12:00',
    ]);
    expect(ticks[0]?.position).toBe(2);
  });

  test('follows the clocks of the zone, over a change of them too', () => {
    const labels = (from: string, stepMinutes: number, count: number, zone: string) =>
      toTicks(buckets(from, stepMinutes * 60_000, count), zone).map(({ label }) => label);
    expect(labels('2026-11-11T14:30:00Z', 15, 96, 'Europe/Berlin').slice(0, 4)).toEqual([
      '18:00',
      '21:00',
      '12 Nov',
      '03:00',
    ]);
    expect(labels('2026-10-24T22:00:00Z', 60, 24, 'Europe/Berlin').slice(0, 3)).toEqual(['25 Oct', '03:00', '06:00']);
    expect(labels('2026-11-11T14:00:00Z', 60, 24, 'Asia/Kolkata').slice(0, 3)).toEqual(['21:30', '12 Nov', '03:30']);
  });

  test('is empty where there are no buckets', () => {
    expect(toTicks([], 'UTC')).toEqual([]);
  });
});

describe('nodes over time', () => {
  const startsAt = buckets('2026-11-12T13:00:00Z', 3_600_000, 3);

  test('stand under their site and cluster, the bucket that is not over marked', () => {
    const timeline = {
      nodes: [node('1', 'hall', 'train'), node('2', 'hall', null), node('3', 'edge', null)],
      startsAt,
    };
    const sections = toTimelineSections(timeline, { hall: 'Hall' }, { isPartial: true, isFloor: false });
    expect(sections.map(({ title, groups }) => [title, groups.map((group) => group.title)])).toEqual([
      ['Hall', ['train', 'In no cluster that is known']],
      ['edge', ['']],
    ]);
    expect(sections[0]?.groups[0]?.rows[0]?.glyphs).toEqual([null, null, 'partial']);
    const over = toTimelineSections(timeline, {}, { isPartial: false, isFloor: false });
    expect(over[0]?.groups[0]?.rows[0]?.glyphs).toEqual([null, null, null]);
  });

  test('are so many at least where a source is missing', () => {
    const details = (isFloor: boolean) =>
      toTimelineSections({ nodes: [node('1', 'hall', null)], startsAt }, {}, { isPartial: false, isFloor }).map(
        ({ detail }) => detail,
      );
    expect(details(false)).toEqual(['1 node']);
    expect(details(true)).toEqual(['at least 1 node']);
  });

  test('have a last bucket that is over only once its end has come', () => {
    const timeline = { startsAt, stepMs: 3_600_000 };
    expect(isLastPartial(timeline, new Date('2026-11-12T15:59:59Z'))).toBe(true);
    expect(isLastPartial(timeline, new Date('2026-11-12T16:00:00Z'))).toBe(false);
  });
});
