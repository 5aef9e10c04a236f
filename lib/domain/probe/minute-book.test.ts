import { expect, test } from 'vitest';
import { unpackSketch } from '@/lib/domain/link/sketch/pack-sketch';
import { MinuteBook } from './minute-book';
import type { ProbeOutcome } from './probe';

const answered = (value: number): ProbeOutcome => ({ is: 'answered', value });
const lost: ProbeOutcome = { is: 'lost' };

test('attempts are counted in the minute they began, and jitter is of consecutive answers alone', () => {
  const book = new MinuteBook();
  const outcomes = [answered(10), answered(14), lost, answered(20), answered(13)];
  for (const [index, outcome] of outcomes.entries()) book.record('way', 'tcp', 59_900 + index * 50, outcome);
  expect(
    book.takeBefore(120_000).map(({ sketch, ...minute }) => [minute, sketch && unpackSketch(sketch).count]),
  ).toEqual([
    [
      { target: 'way', minute: new Date(0), sent: 2, lost: 0, failed: 0, fault: null, jitterSumNs: 4, jitterPairs: 1 },
      2,
    ],
    [
      {
        target: 'way',
        minute: new Date(60_000),
        sent: 3,
        lost: 1,
        failed: 0,
        fault: null,
        jitterSumNs: 7,
        jitterPairs: 1,
      },
      2,
    ],
  ]);
  expect(book.takeBefore(120_000)).toEqual([]);
});

test('a minute of failures has no values and says why', () => {
  const book = new MinuteBook();
  book.record('way', 'tcp', 0, { is: 'failed', fault: 'port-closed' });
  expect(book.takeBefore(1)).toMatchObject([{ sent: 0, failed: 1, fault: 'port-closed', sketch: null }]);
});

test('throughput has no jitter, and minutes not over stay', () => {
  const book = new MinuteBook();
  for (const value of [1_000_000, 2_000_000]) book.record('bulk', 'throughput', 60_000, answered(value));
  expect(book.takeBefore(60_000)).toEqual([]);
  expect(book.takeBefore(60_001)).toMatchObject([{ sent: 2, jitterPairs: 0, jitterSumNs: 0 }]);
});
