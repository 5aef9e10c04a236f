import { describe, expect, it } from 'vitest';
import { customJobs } from './vertex';

const pool = (rest: object = {}) => ({
  machineSpec: { machineType: 'a3-highgpu-8g', acceleratorType: 'NVIDIA_H100_80GB', acceleratorCount: 8 },
  replicaCount: '2',
  ...rest,
});
const workload = (job: object) => customJobs.read(job, '//aiplatform.googleapis.com/job').workload;

describe('what Vertex AI says of a custom job', () => {
  it('that runs is for what, since when, and for how long', () => {
    const nfsMounts = [{ server: '10.0.0.2', path: '/datasets', mountPoint: 'x' }];
    const found = workload({
      state: 'JOB_STATE_RUNNING',
      jobSpec: { workerPoolSpecs: [pool({ nfsMounts }), pool({ nfsMounts })], scheduling: { timeout: '604800s' } },
      createTime: '2026-03-01T10:00:00.123456Z',
      startTime: '2026-03-01T10:05:00Z',
    });
    expect(found).toEqual({
      state: 'running',
      reason: null,
      queue: null,
      namespace: null,
      submitter: null,
      account: null,
      priority: null,
      requested: [{ model: 'NVIDIA H100', count: 32 }],
      holdings: null,
      submittedAt: new Date('2026-03-01T10:00:00.123Z'),
      eligibleAt: null,
      startedAt: new Date('2026-03-01T10:05:00Z'),
      endedAt: null,
      timeLimitMs: 604_800_000,
      expectedStartAt: null,
      controller: null,
      storage: ['10.0.0.2:/datasets'],
    });
  });

  it.each([
    ['JOB_STATE_QUEUED', 'waiting', []],
    ['JOB_STATE_PENDING', 'waiting', []],
    ['JOB_STATE_CANCELLING', 'running', null],
    ['JOB_STATE_PAUSED', 'suspended', []],
    ['JOB_STATE_SUCCEEDED', 'completed', []],
    ['JOB_STATE_CANCELLED', 'cancelled', []],
    ['JOB_STATE_EXPIRED', 'failed', []],
    ['JOB_STATE_LEVITATING', 'unknown', null],
    ['constructor', 'unknown', null],
    [undefined, 'unknown', null],
  ])('in %s is %s', (state, expected, holdings) => {
    expect(workload({ state, jobSpec: { workerPoolSpecs: [pool()] } })).toMatchObject({ state: expected, holdings });
  });

  it.each([
    [
      { code: 8, message: 'The quota is used up.' },
      { code: 'RESOURCE_EXHAUSTED', message: 'The quota is used up.' },
    ],
    [{ code: 99 }, { code: '99', message: null }],
    [
      { code: -1, message: 'odd' },
      { code: '-1', message: 'odd' },
    ],
    [{ message: 'odd' }, { code: 'JOB_STATE_FAILED', message: 'odd' }],
    [{}, null],
    [null, null],
  ])('that failed with %j says so', (error, reason) => {
    expect(workload({ state: 'JOB_STATE_FAILED', error, endTime: '2026-03-01T11:00:00Z' })).toMatchObject({
      state: 'failed',
      reason,
      endedAt: new Date('2026-03-01T11:00:00Z'),
    });
  });

  it('of machines that are not known asks for what is not known', () => {
    const pools = [pool({ replicaCount: undefined })];
    expect(workload({ jobSpec: { workerPoolSpecs: pools } })?.requested).toBeNull();
  });

  it.each(['', '5', '-5s', '1e9s', '0s', '99999999999999s'])('with a limit of %j has none', (timeout) => {
    expect(workload({ jobSpec: { scheduling: { timeout } } })?.timeLimitMs).toBeNull();
  });

  it('at times that no clock shows tells none', () => {
    const times = { createTime: '1970-01-01T00:00:00Z', startTime: 'soon', endTime: '9999-12-31T23:59:59Z' };
    expect(workload(times)).toMatchObject({ submittedAt: null, startedAt: null, endedAt: null });
  });
});
