import { expect, it } from 'vitest';
import { countsAccelerators } from './accelerator-count';

it.each(['provisioning', 'active', 'degraded', 'unknown'])('counts the devices of what is %s', (status) => {
  expect(countsAccelerators('compute-instance', status, 'aws')).toBe(true);
});

it.each(['stopped', 'completed', 'failed', 'deleting'])('counts no device of what is %s', (status) => {
  expect(countsAccelerators('training-job', status, 'aws')).toBe(false);
});

it.each(['node-group', 'pod', 'queue', 'batch-job', 'reservation'])(
  'counts the devices of a %s on its machines only',
  (kind) => {
    expect(countsAccelerators(kind, 'active', 'aws')).toBe(false);
  },
);

it('counts what a cluster serves on its nodes, and what a cloud serves where it is served', () => {
  expect(countsAccelerators('model-endpoint', 'active', 'kubernetes')).toBe(false);
  expect(countsAccelerators('model-endpoint', 'active', 'aws')).toBe(true);
});

it('counts the devices of a node that is drained or failed: they are still there', () => {
  expect(countsAccelerators('cluster-node', 'failed', 'slurm')).toBe(true);
  expect(countsAccelerators('cluster-node', 'stopped', 'slurm')).toBe(true);
});
