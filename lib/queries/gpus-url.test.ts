import { describe, expect, test } from 'vitest';
import {
  countGpuFilters,
  countNodeFilters,
  loadGpusUrl,
  readGpuSpan,
  toGpuStretch,
  withGpuFilter,
  writeGpuSpan,
} from './gpus-url';

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
    expect(toGpuStretch('now-6h', new Date('2026-11-12T14:00:00Z'))).toEqual({
      from: '2026-11-12T08:00:00.000Z',
      to: '2026-11-12T14:00:00.000Z',
    });
  });

  test('holds a stretch between two instants as well, and takes the usual range for what is none', () => {
    const read = (search: string) => readGpuSpan(loadGpusUrl(new URLSearchParams(search)));
    const stretch = { from: '2026-11-12T08:00:00.000Z', to: '2026-11-12T09:30:00.000Z' };
    expect(read('from=2026-11-12T08:00:00Z&to=2026-11-12T10:30:00%2B01:00')).toEqual(stretch);
    expect(toGpuStretch(stretch, new Date('2026-11-12T14:00:00Z'))).toEqual(stretch);
    expect(writeGpuSpan(stretch)).toEqual(stretch);
    expect(writeGpuSpan('now-1h')).toEqual({ from: 'now-1h', to: null });
    expect(read('from=now-7d&to=2026-11-12T08:00:00Z')).toBe('now-7d');
    for (const none of [
      '',
      'from=yesterday',
      'from=2026-11-12T08:00:00Z',
      'from=2026-11-12T08:00:00Z&to=2026-11-12T08:00:00Z',
      'from=2024-11-12T08:00:00Z&to=2026-11-12T08:00:00Z',
      'from=2026-11-12&to=2026-11-13',
    ])
      expect(read(none), none).toBe('now-24h');
  });
});
