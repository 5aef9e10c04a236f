import { expect, test } from 'vitest';
import { sayGpuFigure } from './gpu-figure';

const say = (value: number) => sayGpuFigure({ value, unknown: 0, atLeast: false });

test('a sum of shares keeps a decimal below ten, and is not 0 while it is more', () => {
  expect([0, 0.02, 0.4, 9.26, 3, 12.6, 1204].map(say)).toEqual(['0', 'under 0.1', '0.4', '9.3', '3', '13', '1,204']);
});
