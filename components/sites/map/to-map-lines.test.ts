import { describe, expect, test } from 'vitest';
import type { MapLink } from './map-site';
import { chooseLinks, toMapLines } from './to-map-lines';
import type { PlacedSite } from './to-map-marks';
import { toMapMarks } from './to-map-marks';

const place = (name: string, x: number): PlacedSite => ({
  name,
  title: name,
  latitude: 0,
  longitude: 0,
  status: 'healthy',
  gpus: null,
  x,
  y: 100,
});
const link = (from: string, to: string, tone: MapLink['tone']): MapLink => ({ from, to, tone });
const marks = toMapMarks([place('a', 100), place('b', 100.1), place('c', 500)], 1);

describe('links on the map', () => {
  test('between two marks are one line, by the worst of them', () => {
    const lines = toMapLines([link('a', 'c', 'healthy'), link('c', 'b', 'critical')], marks);
    expect(lines.map(({ tone }) => tone)).toEqual(['critical']);
  });

  test('within one mark, or to a site that is not on the map, have no line', () => {
    expect(toMapLines([link('a', 'b', 'critical'), link('a', 'elsewhere', 'critical')], marks)).toEqual([]);
  });

  test('lie on top the worse they are', () => {
    const three = toMapMarks([place('a', 100), place('b', 300), place('c', 500)], 1);
    const lines = toMapLines([link('a', 'b', 'critical'), link('b', 'c', 'unknown'), link('a', 'c', 'healthy')], three);
    expect(lines.map(({ tone }) => tone)).toEqual(['healthy', 'unknown', 'critical']);
  });

  test('are all drawn while they are few, else only those not well and those of the selection', () => {
    const few = Array.from({ length: 40 }, () => link('a', 'c', 'healthy'));
    expect(chooseLinks(few, null)).toHaveLength(40);
    const many = [...few, link('b', 'c', 'unknown'), link('b', 'c', 'neutral')];
    expect(chooseLinks(many, null)).toEqual([link('b', 'c', 'unknown')]);
    expect(chooseLinks(many, 'b')).toEqual([link('b', 'c', 'unknown'), link('b', 'c', 'neutral')]);
  });
});
