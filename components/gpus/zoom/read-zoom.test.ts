import { expect, test } from 'vitest';
import { readZoom } from './read-zoom';

const at = (from: string, to: string, zone = 'UTC') => readZoom({ from, to }, zone);

test('two times on the wall of a zone are a stretch', () => {
  expect(at('2026-11-12T08:00', '2026-11-12T09:30')).toEqual({
    from: '2026-11-12T08:00:00.000Z',
    to: '2026-11-12T09:30:00.000Z',
  });
  expect(at('2026-11-12T08:00', '2026-11-12T09:30', 'Europe/Berlin')).toEqual({
    from: '2026-11-12T07:00:00.000Z',
    to: '2026-11-12T08:30:00.000Z',
  });
});

test('what is no stretch is told at the field that is to be changed', () => {
  expect(at('', '2026-11-12T09:30')).toMatchObject({ field: 'from' });
  expect(at('2026-11-12T08:00', '')).toMatchObject({ field: 'to' });
  expect(at('2026-11-12T08:00', '2026-11-12T08:00')).toMatchObject({ fault: 'It must end after it begins.' });
  expect(at('2026-11-12T08:00', '2026-11-12T08:04')).toMatchObject({ fault: 'It must be 5 minutes or more.' });
  expect(at('2024-11-12T08:00', '2026-11-12T08:00')).toMatchObject({ fault: 'It must be 400 days or less.' });
});

test('a year that is still being typed is told as any other wrong stretch', () => {
  for (const zone of ['UTC', 'Europe/Berlin', 'America/Los_Angeles'])
    for (const year of ['0002', '0020', '0202'])
      expect(at(`${year}-11-12T08:00`, '2026-11-12T08:00', zone)).toMatchObject({
        fault: 'It must be 400 days or less.',
      });
  expect(at('2026-11-12T08:00', '9999-12-31T23:59', 'Europe/Berlin')).toMatchObject({ field: 'to' });
  expect(at('9999-12-31T23:59', '2026-11-12T08:00', 'Europe/Berlin')).toMatchObject({ field: 'to' });
});
