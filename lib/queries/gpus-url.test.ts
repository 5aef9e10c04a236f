import { describe, expect, test } from 'vitest';
import { countGpuFilters, countNodeFilters, loadGpusUrl, toGpuRange, withGpuFilter } from './gpus-url';

describe('the address of the GPUs page', () => {
  test('keeps repeated filters and leaves out what it does not know', () => {
    const url = loadGpusUrl(new URLSearchParams('site=hall-1&site=hall-2&health=failed&health=weird&tab=nowhere'));
    expect(url.site).toEqual(['hall-1', 'hall-2']);
    expect(url.health).toEqual(['failed']);
    expect(url.tab).toBe('fleet');
    expect(url.metric).toBeNull();
    expect(countGpuFilters(url)).toBe(2);
    expect(countNodeFilters(url)).toBe(1);
  });

  test('takes only values that a filter has', () => {
    expect(withGpuFilter('use', ['idle', 'asleep'])).toEqual({ use: ['idle'] });
    expect(withGpuFilter('model', [''])).toEqual({ model: [''] });
  });

  test('keeps a range relative until it is asked for', () => {
    expect(toGpuRange('now-6h', new Date('2026-11-12T14:00:00Z'))).toEqual({
      from: '2026-11-12T08:00:00.000Z',
      to: '2026-11-12T14:00:00.000Z',
    });
  });
});
