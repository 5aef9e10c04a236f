import { describe, expect, test } from 'vitest';
import { readTruth } from './truth';
import { createWorld } from './world';

const truth = readTruth(createWorld({ seed: 'test' }).at(new Date('2026-11-21T12:00:00Z')));

describe('readTruth', () => {
  test('names the accelerators of a machine', () => {
    const machine = truth.resources.find(({ kind, size }) => kind === 'compute-instance' && size === 'p5.48xlarge');
    expect(machine?.accelerators).toEqual([{ model: 'NVIDIA H100', count: 8, memoryBytes: 81_920 * 1024 * 1024 }]);
  });

  test('counts the accelerators of every machine behind a training job', () => {
    const job = truth.resources.find(({ kind, shortId }) => kind === 'training-job' && shortId.startsWith('ads-ctr-'));
    expect(job?.accelerators).toEqual([{ model: 'AWS Trainium', count: 32, memoryBytes: 32_768 * 1024 * 1024 }]);
  });

  test('gives no accelerators to machines without', () => {
    const machine = truth.resources.find(({ kind, size }) => kind === 'compute-instance' && size === 't3.medium');
    expect(machine?.accelerators).toEqual([]);
  });

  test('survives being written as JSON', () => {
    const read: unknown = JSON.parse(JSON.stringify(truth));
    expect(read).toMatchObject({ accounts: truth.accounts, regions: truth.regions });
  });
});
