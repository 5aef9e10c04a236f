import { expect, test } from 'vitest';
import { toDeviceHref } from './to-device-href';

test('a device’s address keeps the range one looks at, and leaves out the usual one', () => {
  expect(toDeviceHref('a b', 3, 'now-1h')).toBe('/gpus/nodes/a%20b?gpu=3&from=now-1h');
  expect(toDeviceHref('n', 0, 'now-24h')).toBe('/gpus/nodes/n?gpu=0');
  expect(toDeviceHref('n', null, 'now-7d')).toBe('/gpus/nodes/n?from=now-7d');
  expect(toDeviceHref('n', null, 'now-24h')).toBe('/gpus/nodes/n');
  expect(toDeviceHref('n', 1, { from: '2026-11-12T08:00:00.000Z', to: '2026-11-12T09:00:00.000Z' })).toBe(
    '/gpus/nodes/n?gpu=1&from=2026-11-12T08:00:00.000Z&to=2026-11-12T09:00:00.000Z',
  );
});
