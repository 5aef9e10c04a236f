import { describe, expect, test } from 'vitest';
import { formatMeasure, formatPercent, nameMetric, nameUnit } from './metric-words';

describe('a measured value', () => {
  test('is written with its unit as people write it', () => {
    expect(formatMeasure(0.874, '1')).toBe('87 %');
    expect(formatMeasure(42 * 1024 ** 3, 'By')).toBe('42 GiB');
    expect(formatMeasure(1024 ** 2, 'By/s')).toBe('1 MiB/s');
    expect(formatMeasure(412.25, 'W')).toBe('412.3 W');
    expect(formatMeasure(71, 'Cel')).toBe('71 °C');
    expect(formatMeasure(12_500_000, 'J')).toBe('12.5 MJ');
    expect(formatMeasure(3, '{error}')).toBe('3');
  });

  test('keeps a decimal of a small share, where it matters', () => {
    expect([0, 0.44, 4.96, 12.6].map(formatPercent)).toEqual(['0 %', '0.4 %', '5 %', '13 %']);
  });

  test('has a name and a unit, and keeps its own where it has none', () => {
    expect(nameMetric('gpu.sm.active')).toBe('SM active');
    expect(nameMetric('queue.pending')).toBe('queue.pending');
    expect(nameUnit('By/s')).toBe('bytes a second');
    expect(nameUnit('W')).toBe('W');
  });
});
