import { expect, test } from 'vitest';
import { chooseSchedule } from './choose-schedule';

test('what is left out is as usual for the kind', () => {
  expect(chooseSchedule('tcp', {})).toEqual({
    schedule: { everySeconds: 15, attempts: 5, timeoutMs: 900, mostBytes: null },
  });
  expect(chooseSchedule('throughput', { mostBytes: 65_536 })).toEqual({
    schedule: { everySeconds: 3_600, attempts: 1, timeoutMs: 20_000, mostBytes: 65_536 },
  });
});

test('what is out of bounds is told part by part', () => {
  expect(chooseSchedule('icmp', { everySeconds: 0, attempts: 21, mostBytes: 65_536 })).toEqual({
    faults: [
      { path: 'everySeconds', message: 'Choose from 1 to 3600' },
      { path: 'attempts', message: 'Choose from 1 to 20' },
      { path: 'mostBytes', message: 'Only throughput has this' },
    ],
  });
  expect(chooseSchedule('throughput', { everySeconds: 10 })).toMatchObject({ faults: [{ path: 'everySeconds' }] });
});

test('a round is over before the next begins', () => {
  expect(chooseSchedule('tcp', { everySeconds: 1, timeoutMs: 1_500 })).toMatchObject({
    faults: [{ path: 'timeoutMs' }],
  });
});

test('nobody pings faster than the system lets them', () => {
  expect(chooseSchedule('icmp', { everySeconds: 2, attempts: 6 })).toMatchObject({ faults: [{ path: 'attempts' }] });
  expect(chooseSchedule('icmp', { everySeconds: 2, attempts: 5 })).toMatchObject({ schedule: {} });
});
