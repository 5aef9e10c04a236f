import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { toBars } from './to-bars';

const nameOthers = (members: number) => `${members} others`;
const datum = fc.record({
  key: fc.string(),
  label: fc.string(),
  value: fc.nat({ max: 1_000_000 }),
  atLeast: fc.boolean(),
});

describe('the bars of a chart', () => {
  test('stand longest first, and equal ones by name', () => {
    const bars = toBars(
      [
        { key: 'b', label: 'B', value: 2, atLeast: false },
        { key: 'c', label: 'C', value: 4, atLeast: false },
        { key: 'a', label: 'A', value: 2, atLeast: false },
      ],
      nameOthers,
    );
    expect(bars.map(({ key, share }) => [key, share])).toEqual([
      ['c', 1],
      ['a', 0.5],
      ['b', 0.5],
    ]);
  });

  test('are eight at most, with the rest summed and named', () => {
    const data = Array.from({ length: 12 }, (_, index) => ({
      key: `${index}`,
      label: `${index}`,
      value: 1,
      atLeast: index === 9,
    }));
    const bars = toBars(data, nameOthers);
    expect(bars).toHaveLength(8);
    expect(bars.at(-1)).toMatchObject({ label: '5 others', value: 5, members: 5, atLeast: true });
  });

  test('lose nothing and are never longer than the frame', () => {
    fc.assert(
      fc.property(fc.array(datum, { maxLength: 40 }), (data) => {
        const bars = toBars(data, nameOthers);
        const sum = (values: readonly { value: number }[]) => values.reduce((total, { value }) => total + value, 0);
        expect(sum(bars)).toBe(sum(data));
        expect(bars.every(({ share }) => share >= 0 && share <= 1)).toBe(true);
      }),
    );
  });
});
