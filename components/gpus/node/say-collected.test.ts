import { expect, test } from 'vitest';
import { sayCollected } from './say-collected';

test('what a sample stands for is said by provider, and not where it is not known', () => {
  expect(sayCollected('aws')).toContain('mean of each minute');
  expect(sayCollected('prometheus')).toContain('last sample of each minute');
  expect([sayCollected('slurm'), sayCollected(null)]).toEqual([null, null]);
});
