import { expect, test } from 'vitest';
import type { Gap } from '@/lib/domain/provider-fault';
import { toNextWatermark, toWindow } from './metric-window';

const now = new Date('2026-11-22T12:00:00Z');
const ago = (minutes: number) => new Date(now.getTime() - minutes * 60_000);
const gap = (fault: Gap['fault']): Gap => ({ fault, message: 'Something is missing.' });

test('a first read reaches back an hour, a later one to its watermark', () => {
  expect(toWindow(null, now)).toEqual({ from: ago(60), to: now });
  expect(toWindow(ago(7), now)).toEqual({ from: ago(7), to: now });
});

test('after a long silence no more than six hours are read', () => {
  expect(toWindow(ago(60 * 24), now)).toEqual({ from: ago(360), to: now });
});

test('a clock that went back does not ask for the future', () => {
  expect(toWindow(ago(-30), now)).toEqual({ from: now, to: now });
});

test('what has not settled is read again', () => {
  expect(toNextWatermark({ from: ago(10), to: now }, 180_000, [])).toEqual(ago(3));
});

test('what a passing fault kept back is asked for again, for an hour', () => {
  expect(toNextWatermark({ from: ago(10), to: now }, 180_000, [gap('rate-limited')])).toEqual(ago(10));
  expect(toNextWatermark({ from: ago(90), to: now }, 180_000, [gap('unavailable')])).toEqual(ago(60));
});

test('what nobody may read does not hold the others up', () => {
  expect(toNextWatermark({ from: ago(10), to: now }, 180_000, [gap('permission-missing')])).toEqual(ago(3));
});
