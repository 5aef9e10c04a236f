import { expect, it } from 'vitest';
import { countsAccelerators } from './accelerator-count';

it.each(['provisioning', 'active', 'degraded', 'unknown'])('counts the devices of what is %s', (status) => {
  expect(countsAccelerators('compute-instance', status)).toBe(true);
});

it.each(['stopped', 'completed', 'failed', 'deleting'])('counts no device of what is %s', (status) => {
  expect(countsAccelerators('training-job', status)).toBe(false);
});

it('counts the devices of a node group on its instances only', () => {
  expect(countsAccelerators('node-group', 'active')).toBe(false);
});
