import { expect, test } from 'vitest';
import { toBridge } from './to-bridge';

test('each step begins where the one before it ended, and the last bar is what they come to', () => {
  const bridge = toBridge(
    [
      { key: 'late', label: 'Late usage', change: 30 },
      { key: 'price', label: 'Price', change: -40 },
    ],
    'Difference',
  );
  expect(bridge?.origin).toBe(0.25);
  expect(bridge?.bars).toEqual([
    { key: 'late', label: 'Late usage', from: 0.25, to: 1, isFall: false, isTotal: false },
    { key: 'price', label: 'Price', from: 1, to: 0, isFall: true, isTotal: false },
    { key: 'total', label: 'Difference', from: 0.25, to: 0, isFall: true, isTotal: true },
  ]);
});

test('steps that cancel out are drawn, and no step at all is nothing', () => {
  const steps = [
    { key: 'a', label: 'A', change: 1 },
    { key: 'b', label: 'B', change: -1 },
  ];
  expect(toBridge(steps, 'All')?.bars.at(-1)).toMatchObject({ from: 0, to: 0, isTotal: true });
  expect(toBridge([], 'All')).toBeNull();
});
