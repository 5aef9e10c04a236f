import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { LogSketch } from '@/lib/domain/link/sketch/log-sketch';
import { packSketch } from '@/lib/domain/link/sketch/pack-sketch';
import { judgeResult } from './judge-result';
import type { ProbeMinute } from './probe';
import { type ProbeSpan, ProbeSum } from './probe-sums';

const now = new Date('2026-11-22T12:00:20Z');
const kinds = new Map([
  ['way', 'round-trip'],
  ['bulk', 'throughput'],
] as const);

function pack(values: readonly number[]): Uint8Array | null {
  const sketch = new LogSketch();
  for (const value of values) sketch.record(value);
  return packSketch(sketch);
}

const good: ProbeMinute = {
  target: 'way',
  minute: new Date('2026-11-22T11:59:00Z'),
  sent: 4,
  lost: 2,
  failed: 0,
  fault: null,
  jitterSumNs: 1_000_000,
  jitterPairs: 1,
  sketch: pack([20_000_000, 21_000_000]),
};

describe('what an agent measured', () => {
  test.each([
    ['is taken', {}, null],
    ['is taken where nothing answered', { lost: 4, sketch: null, jitterPairs: 0, jitterSumNs: 0 }, null],
    ['is refused for a target of another site', { target: 'other' }, 'not-in-plan'],
    ['is refused from ahead of our clock', { minute: new Date('2026-11-22T12:01:00Z') }, 'future'],
    ['is refused from more than a day ago', { minute: new Date('2026-11-21T12:00:00Z') }, 'too-old'],
    ['is refused within a minute', { minute: new Date('2026-11-22T11:59:30Z') }, 'implausible'],
    ['is refused with more lost than sent', { lost: 5, sketch: null }, 'implausible'],
    ['is refused with answers nobody timed', { sketch: null }, 'implausible'],
    ['is refused with more times than answers', { sketch: pack([1, 2, 3]) }, 'implausible'],
    ['is refused with bytes for a sketch', { sketch: Uint8Array.of(7, 7, 7) }, 'implausible'],
    ['is refused with a round trip of a minute', { sketch: pack([1, 60_000_000_000]) }, 'implausible'],
    ['is refused with a fault nobody had', { fault: 'port-closed' as const }, 'implausible'],
    ['is refused with nothing in it', { sent: 0, lost: 0, sketch: null, jitterPairs: 0 }, 'implausible'],
    ['is refused with more differences than answers', { jitterPairs: 3 }, 'implausible'],
  ])('%s', (_, change, expected) => {
    expect(judgeResult({ ...good, ...change }, kinds, now)).toBe(expected);
  });

  test('may be as many bytes a second as there are', () => {
    const bulk = {
      ...good,
      target: 'bulk',
      sent: 1,
      lost: 0,
      sketch: pack([90_000_000_000]),
      jitterPairs: 0,
      jitterSumNs: 0,
    };
    expect(judgeResult(bulk, kinds, now)).toBeNull();
  });
});

test('spans add up to the same in any order', () => {
  const span = fc
    .record({
      values: fc.array(fc.nat(1e9), { maxLength: 20 }),
      lost: fc.nat(20),
      fault: fc.constantFrom(null, 'port-closed' as const, 'name-unknown' as const),
      minutes: fc.nat(5),
    })
    .map(
      ({ values, lost, fault, minutes }): ProbeSpan => ({
        sent: values.length + lost,
        lost,
        failed: fault === null ? 0 : 1,
        fault,
        jitterSumNs: values.length * 7,
        jitterPairs: values.length,
        sketch: pack(values),
        lastMinute: new Date(minutes * 60_000),
      }),
    );
  const add = (spans: readonly ProbeSpan[]) => {
    const sum = new ProbeSum();
    for (const each of spans) sum.add(each);
    return sum.toSpan();
  };
  const shuffled = fc
    .array(span, { maxLength: 8 })
    .chain((spans) => fc.tuple(fc.constant(spans), fc.shuffledSubarray(spans, { minLength: spans.length })));
  fc.assert(
    fc.property(shuffled, ([spans, other]) => {
      expect(add(other)).toEqual(add(spans));
    }),
  );
});

test('nothing measured is no loss and no jitter, and nothing answered is all lost', () => {
  const sum = new ProbeSum();
  expect([sum.loss, sum.jitterNs, sum.toSpan()]).toEqual([null, null, null]);
  sum.add({ ...good, lost: 4, sketch: null, jitterPairs: 0, jitterSumNs: 0, lastMinute: good.minute });
  expect([sum.loss, sum.jitterNs, sum.values.quantiles([0.5])]).toEqual([1, null, [null]]);
});
