import { describe, expect, it } from 'vitest';
import { jobSchema } from './job-schema';
import { toJobState } from './job-state';
import { toJobWorkload } from './job-workload';

const set = (number: number) => ({ set: true, infinite: false, number });
const unset = { set: false, infinite: false, number: 0 };
const endless = { set: true, infinite: true, number: 0 };
const at = (seconds: number) => new Date(seconds * 1_000);
const submitted = 1_790_000_000;

const workload = (document: object) => toJobWorkload(jobSchema.parse({ job_id: 7, ...document }));

const running = {
  job_state: ['RUNNING'],
  nodes: 'dgx-[01-02]',
  gres_detail: ['gpu:h100:2(IDX:0,3)', 'gpu:h100:4(IDX:4-7)'],
  tres_req_str: 'cpu=6,gres/gpu=6',
  tres_alloc_str: 'cpu=6,gres/gpu=6,gres/gpu:h100=6',
};

describe('what Slurm says of a job', () => {
  it('that waits is why, where, for whom, for what and until when', () => {
    const found = workload({
      job_state: ['PENDING'],
      state_reason: 'Resources',
      state_description: 'Nodes required for job are DOWN.',
      partition: 'h100,a100',
      user_name: 'ann',
      account: 'vision',
      priority: set(4_711),
      tres_req_str: 'cpu=6,mem=1T,node=2,billing=6,gres/gpu=16',
      tres_per_node: 'gres/gpu:h100:8',
      node_count: set(2),
      submit_time: set(submitted),
      eligible_time: set(submitted + 60),
      start_time: set(submitted + 3_600),
      end_time: set(submitted + 7_200),
      time_limit: set(90),
      array_job_id: set(5),
      nodes: '',
    });
    expect(found).toEqual({
      state: 'waiting',
      reason: { code: 'Resources', message: 'Nodes required for job are DOWN.' },
      queue: 'h100,a100',
      namespace: null,
      submitter: 'ann',
      account: 'vision',
      priority: 4_711,
      requested: [{ model: 'NVIDIA H100', count: 16 }],
      holdings: [],
      submittedAt: at(submitted),
      eligibleAt: at(submitted + 60),
      startedAt: null,
      endedAt: null,
      timeLimitMs: 5_400_000,
      expectedStartAt: at(submitted + 3_600),
      controller: 'JobArray/5',
      storage: [],
    });
  });

  it('is the same in the bare words and numbers of older versions', () => {
    const older = { job_state: 'PENDING', priority: 9, submit_time: submitted, time_limit: 4294967295, start_time: 0 };
    expect(workload(older)).toMatchObject({
      state: 'waiting',
      priority: 9,
      submittedAt: at(submitted),
      timeLimitMs: null,
      expectedStartAt: null,
      eligibleAt: null,
    });
  });

  it('that runs names the devices of each node, in the order of its nodes', () => {
    expect(workload({ ...running, start_time: set(submitted), end_time: set(submitted + 9) })).toMatchObject({
      state: 'running',
      requested: [{ model: null, count: 6 }],
      holdings: [
        { node: 'dgx-01', count: 2, indexes: [0, 3] },
        { node: 'dgx-02', count: 4, indexes: [4, 5, 6, 7] },
      ],
      startedAt: at(submitted),
      endedAt: null,
      expectedStartAt: null,
    });
  });

  it.each<[string, object, unknown]>([
    [
      'a node that gives nothing',
      { gres_detail: [null, 'gpu:1(IDX:2)'] },
      [{ node: 'dgx-02', count: 1, indexes: [2] }],
    ],
    ['none by number', { gres_detail: ['gpu:0(IDX:)', ''] }, []],
    ['no index', { gres_detail: ['gpu:h100(CNT:2)', ''] }, [{ node: 'dgx-01', count: 2, indexes: null }]],
    ['too few indexes', { gres_detail: ['gpu:4(IDX:0-1)', ''] }, [{ node: 'dgx-01', count: 4, indexes: null }]],
    [
      'two types',
      { gres_detail: ['gpu:a100:1(IDX:4),nic:2(IDX:0-1),gpu:h100:2(IDX:0-1)', ''] },
      [{ node: 'dgx-01', count: 3, indexes: [0, 1, 4] }],
    ],
    ['slices', { gres_detail: ['gpu:1g.10gb:2(IDX:0-1)', ''] }, [{ node: 'dgx-01', count: null, indexes: null }]],
    ['shards', { gres_detail: ['shard:2(2/8,0/8)', ''] }, [{ node: 'dgx-01', count: null, indexes: null }]],
    ['fewer texts than nodes', { gres_detail: ['gpu:2(IDX:0-1)'] }, null],
    ['no text', { gres_detail: [] }, null],
    ['too many nodes', { nodes: 'dgx-[1-99999999]' }, null],
    ['nodes that cannot be read', { nodes: 'dgx-[1-' }, null],
    ['one node and no text', { gres_detail: null, nodes: 'a' }, [{ node: 'a', count: 6, indexes: null }]],
  ])('with %s tells what can be told', (_, rest, expected) => {
    expect(workload({ ...running, ...rest }).holdings).toEqual(expected);
  });

  it('that asks for no device holds none, wherever it runs', () => {
    expect(workload({ job_state: ['RUNNING'], nodes: 'a,b', tres_req_str: 'cpu=6' })).toMatchObject({
      requested: [],
      holdings: [],
    });
  });

  it.each<[object, unknown]>([
    [
      { tres_req_str: 'gres/gpu=3,gres/gpu:h100=2' },
      [
        { model: 'NVIDIA H100', count: 2 },
        { model: null, count: 1 },
      ],
    ],
    [{ tres_per_job: 'gres/gpu:a100:4' }, [{ model: 'NVIDIA A100', count: 4 }]],
    [{ tres_per_node: 'gres/gpu:8', node_count: 2 }, [{ model: null, count: 16 }]],
    [{ tres_per_node: 'gres/gpu:8' }, [{ model: null, count: null }]],
    [{ tres_per_task: 'gres/gpu:h100:1' }, [{ model: 'NVIDIA H100', count: null }]],
    [{ tres_req_str: 'cpu=1,gres/gpu=2', tres_per_task: 'gres/gpu:h100:1' }, [{ model: 'NVIDIA H100', count: 2 }]],
    [{ tres_req_str: 'gres/gpu=2,gres/gpu:1g.10gb=2' }, [{ model: '1g.10gb', count: null }]],
    [{ tres_req_str: 'gres/shard=2' }, [{ model: 'shard', count: null }]],
    [{ tres_req_str: 'cpu=1,gres/=' }, null],
    [{}, []],
  ])('by %j tells what it asks for', (document, expected) => {
    expect(workload(document).requested).toEqual(expected);
  });

  it.each<[string, object, number | null]>([
    ['0-999%4', {}, 8_000],
    ['7', {}, 8],
    ['0-15:4,20,30-39', {}, 120],
    ['0-16:4', {}, 40],
    ['', {}, 8],
    ['0-9', { array_task_id: set(3) }, 8],
    ['0-9', { array_task_id: unset }, 80],
    ['1,3,5,...', {}, null],
    ['1-...%4', {}, null],
    ['0x3f', {}, null],
    ['9-0', {}, null],
    ['0-8:0', {}, null],
    ['1,,2', {}, null],
    ['0-99999999', {}, null],
  ])('of the array tasks %s that %j asks for the devices of all', (array_task_string, rest, count) => {
    const array = { job_state: ['PENDING'], tres_per_job: 'gres/gpu:h100:8', array_task_string, ...rest };
    expect(workload(array).requested).toEqual([{ model: 'NVIDIA H100', count }]);
  });

  it('that has ended holds nothing and says how it ended', () => {
    const ended = { ...running, state_reason: 'NonZeroExitCode', start_time: submitted, end_time: submitted + 9 };
    expect(workload({ ...ended, job_state: ['FAILED'] })).toMatchObject({
      state: 'failed',
      reason: { code: 'NonZeroExitCode', message: null },
      holdings: [],
      startedAt: at(submitted),
      endedAt: at(submitted + 9),
    });
    expect(workload({ ...ended, job_state: ['COMPLETED', 'COMPLETING'] })).toMatchObject({
      state: 'completed',
      holdings: [{ node: 'dgx-01' }, { node: 'dgx-02' }],
    });
  });

  it('that was cancelled while it waited has never started', () => {
    const found = workload({ job_state: ['CANCELLED'], start_time: submitted, end_time: submitted, nodes: '(null)' });
    expect(found).toMatchObject({ state: 'cancelled', startedAt: null, endedAt: at(submitted), holdings: [] });
  });

  it('in odd numbers is not told', () => {
    expect(
      workload({
        job_state: ['PENDING'],
        state_reason: 'None',
        state_description: 'left over',
        priority: -3,
        submit_time: -3,
        eligible_time: set(1e17),
        start_time: endless,
        time_limit: unset,
        array_job_id: 0,
        het_job_id: set(0),
      }),
    ).toMatchObject({
      reason: null,
      priority: null,
      submittedAt: null,
      eligibleAt: null,
      expectedStartAt: null,
      timeLimitMs: null,
      controller: null,
    });
    expect(workload({})).toMatchObject({ state: 'unknown', queue: null, submitter: null, account: null });
  });
});

it.each([
  ['PENDING+REQUEUE_HOLD', 'waiting'],
  ['RUNNING+CONFIGURING', 'starting'],
  ['CONFIGURING', 'starting'],
  ['RUNNING+POWER_UP_NODE', 'starting'],
  ['RUNNING', 'running'],
  ['RUNNING+STOPPED', 'suspended'],
  ['SUSPENDED', 'suspended'],
  ['COMPLETED+COMPLETING', 'completed'],
  ['TIMEOUT', 'failed'],
  ['OUT_OF_MEMORY', 'failed'],
  ['PREEMPTED', 'cancelled'],
  ['RUNNING+LEVITATING', 'unknown'],
  ['', 'unknown'],
])('a job in %s is %s', (words, state) => {
  expect(toJobState(words.split('+')).work).toBe(state);
});
