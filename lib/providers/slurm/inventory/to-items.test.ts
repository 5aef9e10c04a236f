import { describe, expect, it, test } from 'vitest';
import { toRaw } from '../wire/to-raw';
import { pingsSchema, toClusterItem, toClusterStatus } from './cluster';
import { jobSchema } from './job-schema';
import { toJobState } from './job-state';
import { toJobItem } from './jobs';
import { nodeSchema, toNodeItem, toNodeStatus } from './nodes';
import { partitionSchema, toPartitionItem, toPartitionStatus } from './partitions';
import { reservationSchema, toReservationItem } from './reservations';

const set = (number: number) => ({ set: true, infinite: false, number });
const unset = { set: false, infinite: false, number: 0 };
const node = (document: object) => {
  const parsed = nodeSchema.parse(document);
  return { ...toNodeItem('hall', parsed, toRaw(parsed)), parsed };
};

describe('a node', () => {
  it('of v0.0.38 has flags beside its state, bare numbers, and huge ones for none', () => {
    const found = node({
      name: 'dgx-1',
      state: 'idle',
      state_flags: ['DRAIN'],
      gres: 'gpu:h100:8(S:0-1)',
      gres_used: 'gpu:0',
      cpu_load: 4294967294,
      free_memory: -2,
      features: 'a,b',
      boot_time: 0,
      reason: null,
      owner: null,
    });
    expect(found).toMatchObject({
      nativeId: 'hall/node/dgx-1',
      status: 'stopped',
      nativeStatus: 'IDLE+DRAIN',
      accelerators: [{ model: 'NVIDIA H100', count: 8 }],
      createdAt: null,
    });
    expect(found.parsed).toMatchObject({ cpu_load: null, free_memory: null, boot_time: null, features: ['a', 'b'] });
    expect(found.parsed).not.toHaveProperty('owner');
  });

  it('of v0.0.38 has none, not endless, where 64 bits say that there is no number', () => {
    const document = JSON.parse('{"name":"dgx-1","state":"idle","gres":"","free_memory":18446744073709551614}');
    expect(node(document).parsed).toMatchObject({ free_memory: null });
  });

  it('of v0.0.40 and later has all in its state, and numbers that say whether they are set', () => {
    const found = node({
      name: 'dgx-1',
      state: ['IDLE', 'DRAIN'],
      gres: 'gpu:8',
      free_mem: set(1024),
      boot_time: unset,
      features: ['a', 'b'],
      something_new: { deep: [1] },
    });
    expect(found).toMatchObject({ status: 'stopped', nativeStatus: 'IDLE+DRAIN', accelerators: [{ model: 'GPU' }] });
    expect(found.parsed).toMatchObject({ free_mem: 1024, boot_time: null });
    expect(found.parsed).not.toHaveProperty('something_new');
  });

  it.each([
    ['IDLE', 'active'],
    ['MIXED+COMPLETING', 'active'],
    ['ALLOCATED', 'active'],
    ['IDLE+RESERVED', 'active'],
    ['IDLE+PLANNED', 'active'],
    ['MIXED+CLOUD+DYNAMIC_NORM', 'active'],
    ['ALLOCATED+DRAIN', 'degraded'],
    ['IDLE+DRAIN', 'stopped'],
    ['IDLE+MAINTENANCE+RESERVED', 'stopped'],
    ['IDLE+MAINT', 'stopped'],
    ['ALLOCATED+MAINTENANCE', 'degraded'],
    ['IDLE+NOT_RESPONDING', 'degraded'],
    ['DOWN', 'failed'],
    ['DOWN+NOT_RESPONDING', 'failed'],
    ['DOWN+DRAIN', 'failed'],
    ['IDLE+FAIL', 'failed'],
    ['MIXED+FAIL', 'degraded'],
    ['ERROR', 'failed'],
    ['IDLE+DRAIN+INVALID_REG', 'failed'],
    ['IDLE+POWERED_DOWN+CLOUD', 'stopped'],
    ['DOWN+POWERED_DOWN', 'stopped'],
    ['ALLOCATED+POWERING_UP', 'provisioning'],
    ['FUTURE', 'provisioning'],
    ['UNKNOWN', 'unknown'],
    ['INVALID', 'unknown'],
    ['IDLE+ENCHANTED', 'unknown'],
    ['?', 'unknown'],
  ])('in %s is %s', (words, status) => {
    expect(toNodeStatus(words.split('+'))).toBe(status);
  });

  it('that a cloud has taken back, or that is only planned, has no devices', () => {
    const of = (...state: string[]) => node({ name: 'n', state, gres: 'gpu:h100:8' }).accelerators;
    expect(of('IDLE', 'CLOUD', 'POWERED_DOWN')).toEqual([]);
    expect(of('FUTURE')).toEqual([]);
    expect(of('IDLE', 'POWERED_DOWN')).toMatchObject([{ count: 8 }]);
    expect(of('IDLE', 'CLOUD', 'POWERING_DOWN')).toMatchObject([{ count: 8 }]);
  });

  it('on an EC2 instance is that machine', () => {
    const of = (instance_id: string) => node({ name: 'n', state: ['IDLE'], instance_id }).machine;
    expect([of('i-0123456789abcdef0'), of('dgx-1'), of('')]).toEqual(['aws/i-0123456789abcdef0', null, null]);
  });

  it('with a word that is not known is unknown, and shows the word', () => {
    expect(node({ name: 'n', state: ['ENCHANTED'] })).toMatchObject({ status: 'unknown', nativeStatus: 'ENCHANTED' });
    expect(node({ name: 'n' })).toMatchObject({ status: 'unknown', nativeStatus: null });
  });
});

describe('a partition', () => {
  it.each([
    [{ name: 'p', state: 'UP' }, 'active', 'UP'],
    [{ name: 'p', nodes: 'n[1-2]', tres: 'cpu=1' }, 'unknown', null],
    [{ name: 'p', partition: { state: ['DRAIN'] }, nodes: { configured: 'n[1-2]' } }, 'degraded', 'DRAIN'],
  ])('of %j is %s', (document, status, nativeStatus) => {
    expect(toPartitionItem('hall', partitionSchema.parse(document), '{}')).toMatchObject({ status, nativeStatus });
  });

  it('that is down or inactive is stopped', () => {
    expect(['DOWN', 'INACTIVE', 'UP', 'SIDEWAYS'].map((word) => toPartitionStatus([word]))).toEqual([
      'stopped',
      'stopped',
      'active',
      'unknown',
    ]);
  });
});

describe('a job', () => {
  const job = (document: object) => toJobItem('hall', jobSchema.parse(document), '{}');

  it('says in every version who runs it where, when it came, and what it holds', () => {
    const common = { job_id: 7, name: 'train', user_name: 'ann', partition: 'h100', account: 'vision', qos: 'normal' };
    const expected = {
      nativeId: 'hall/job/7',
      name: 'train',
      status: 'active',
      nativeStatus: 'RUNNING',
      tags: { user: 'ann', partition: 'h100', account: 'vision', qos: 'normal' },
      accelerators: [{ model: 'NVIDIA H100', count: 16, memoryBytes: null }],
      createdAt: new Date(1_700_000_000_000),
    };
    const tres = { tres_alloc_str: 'cpu=2,gres/gpu=16,gres/gpu:h100=16' };
    const older = { ...common, ...tres, job_state: 'RUNNING', submit_time: 1_700_000_000, array_task_id: null };
    const newer = { ...common, ...tres, job_state: ['RUNNING'], submit_time: set(1_700_000_000), array_task_id: unset };
    expect(job(older)).toMatchObject(expected);
    expect(job(newer)).toMatchObject(expected);
  });

  it.each<[string, object, number | null]>([
    ['0-9', {}, 80],
    ['0-9', { array_task_id: set(3) }, 8],
    ['0x3f', {}, null],
  ])('of the array tasks %s that %j asks for as many devices as the list of work tells', (text, rest, count) => {
    const array = { job_id: 7, job_state: ['PENDING'], array_task_string: text, ...rest };
    for (const request of [{ tres_per_job: 'gres/gpu:h100:8' }, { tres_req_str: 'cpu=8,gres/gpu=8,gres/gpu:h100=8' }]) {
      const item = job({ ...array, ...request });
      expect(item.accelerators?.map((each) => each.count) ?? null).toEqual(count === null ? null : [count]);
      expect(item.workload?.requested).toEqual([{ model: 'NVIDIA H100', count }]);
    }
    expect(job(array)).toMatchObject({ accelerators: [], workload: { requested: [] } });
  });

  it('without a name goes by its id, and without a moment has none', () => {
    expect(job({ job_id: 7, job_state: ['PENDING'], name: '', submit_time: 0 })).toMatchObject({
      name: '7',
      createdAt: null,
      tags: {},
    });
  });

  it('keeps its reason, and neither commands nor paths', () => {
    const parsed = jobSchema.parse({
      job_id: 7,
      state_reason: 'Resources',
      state_description: 'why',
      command: '/home/x --password=y',
      comment: 'z',
      standard_output: '/home/x',
    });
    expect(parsed).toMatchObject({ state_reason: 'Resources', state_description: 'why' });
    for (const key of ['command', 'comment', 'standard_output']) expect(parsed).not.toHaveProperty(key);
  });

  it.each([
    ['PENDING', 'provisioning'],
    ['RUNNING', 'active'],
    ['RUNNING+CONFIGURING', 'provisioning'],
    ['CONFIGURING', 'provisioning'],
    ['COMPLETING', 'active'],
    ['COMPLETED+COMPLETING', 'completed'],
    ['NODE_FAIL+COMPLETING', 'failed'],
    ['SUSPENDED', 'stopped'],
    ['RUNNING+STOPPED', 'stopped'],
    ['CANCELLED', 'stopped'],
    ['PREEMPTED', 'stopped'],
    ['OUT_OF_MEMORY', 'failed'],
    ['PENDING+REQUEUE_HOLD', 'provisioning'],
    ['RUNNING+LEVITATING', 'unknown'],
    ['LEVITATING', 'unknown'],
  ])('in %s is %s', (words, status) => {
    expect(toJobState(words.split('+')).status).toBe(status);
  });
});

test('a reservation is on between its times, whatever shape they have', () => {
  const now = new Date(2_000_000);
  const of = (start_time: unknown, end_time: unknown) =>
    toReservationItem('hall', reservationSchema.parse({ name: 'r', start_time, end_time }), '{}', now);
  expect(of(1000, 3000)).toMatchObject({ status: 'active', nativeStatus: 'ACTIVE', nativeId: 'hall/reservation/r' });
  expect(of(set(2500), set(3000))).toMatchObject({ status: 'provisioning', nativeStatus: 'INACTIVE' });
  expect(of(set(500), set(1000))).toMatchObject({ status: 'completed', nativeStatus: 'INACTIVE' });
  expect(of(set(500), { set: false, infinite: true, number: 0 })).toMatchObject({ status: 'active' });
  expect(of(unset, unset)).toMatchObject({ status: 'unknown', nativeStatus: null });
});

test('controllers answer under three names over the versions', () => {
  const status = (...pings: object[]) => toClusterStatus(pingsSchema.parse({ pings }).pings);
  expect(status({ ping: 'UP', mode: 'primary' })).toBe('active');
  expect(status({ pinged: 'DOWN', mode: 'primary' }, { pinged: 'UP', mode: 'backup' })).toBe('degraded');
  expect(status({ responding: false, primary: true })).toBe('failed');
  expect(status({ pinged: 'PERHAPS' })).toBe('unknown');
  expect(status()).toBe('unknown');
  const pings = pingsSchema.parse({ pings: [{ ping: 'UP' }], meta: { Slurm: { release: '22.05.8' } } });
  const cluster = toClusterItem('hall', pings, 'v0.0.38');
  expect(cluster.nativeId).toBe('hall');
  expect(JSON.parse(cluster.raw)).toMatchObject({ release: '22.05.8' });
});
