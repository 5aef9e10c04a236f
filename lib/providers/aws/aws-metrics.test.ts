import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { MetricSeries } from '@/lib/domain/metric';
import type { Completeness } from '@/lib/domain/provider-fault';
import { type RunningSandbox, startSandbox } from '@/sandbox/start-sandbox';
import type { ConformanceFault, SubjectOptions } from '../contract/conformance/conformance-subject';
import { describeLiveConformance } from '../contract/conformance/describe-live-conformance';
import type { MetricRead, MetricWindow } from '../contract/provider';
import { openSession } from '../contract/session/open-session';
import { awsProvider } from './provider';
import { accountOfRole } from './settings';

const windowMs = 10 * 60_000;
const minuteMs = 60_000;

let sandbox: RunningSandbox;
let regions: string[];
let whole: MetricRead[];
let wholeWindow: MetricWindow;

beforeAll(async () => {
  sandbox = await startSandbox({ faces: [] });
  const read = new Set(readRoles().map(accountOfRole));
  const inside = sandbox.truth().resources.filter(({ account }) => read.has(account));
  regions = [...new Set(inside.filter(hasGpus).map(({ region }) => region))].sort().slice(0, 2);
  wholeWindow = toWindow(new Date());
  whole = await readMetrics(undefined, undefined, wholeWindow);
});
afterEach(() => sandbox.faults.clear());
afterAll(() => sandbox?.stop());

const readRoles = () => sandbox.aws.roleArns.slice(0, 2);
const hasGpus = ({ kind, accelerators }: { kind: string; accelerators: readonly { count: number }[] | null }) =>
  kind === 'compute-instance' && (accelerators ?? []).some(({ count }) => count > 0);

function open({ limits, signal }: Pick<SubjectOptions, 'limits' | 'signal'>) {
  const { endpoint, caCertificate, accessKeyId, secretAccessKey, externalId } = sandbox.aws;
  return openSession(awsProvider, {
    settings: { endpoint, caCertificate, externalId, roleArns: readRoles(), regions, homeRegion: 'eu-west-1' },
    secret: { accessKeyId, secretAccessKey },
    egressAllow: ['127.0.0.0/8'],
    signal,
    now: () => new Date(),
    limits,
  });
}

/** The last ten minutes that have settled. */
function toWindow(now: Date): MetricWindow {
  const settledMs = now.getTime() - (awsProvider.metrics?.settlesAfterMs ?? Number.NaN);
  return { from: new Date(settledMs - windowMs), to: new Date(settledMs) };
}

/** The last settled ten minutes. `signal` ends it early. */
async function readMetrics(
  signal: AbortSignal = new AbortController().signal,
  attemptTimeoutMs = 20_000,
  window = toWindow(new Date()),
): Promise<MetricRead[]> {
  const limits = { ratePerSecond: 1000, concurrency: 16, maxAttempts: 1, attemptTimeoutMs };
  const session = open({ limits, signal });
  const reads: MetricRead[] = [];
  try {
    for await (const each of awsProvider.metrics?.read(session, window) ?? []) reads.push(each);
  } finally {
    session.transport.close();
  }
  return reads;
}

const seriesOf = (reads: MetricRead[]) => reads.flatMap(({ result }) => result.items);
const gapsOf = (completeness: Completeness) => (completeness.complete ? [] : completeness.gaps);
const isDevice = ({ subject }: MetricSeries) => subject === 'accelerator';

describeLiveConformance('CloudWatch', () => ({
  provider: awsProvider,
  open,
  setFault: (fault) =>
    sandbox.faults.set('aws', fault === null ? [] : [{ fault: toSandboxFault(fault.kind), where: fault.aim }]),
  operations: ['ListMetrics', 'GetMetricData'],
  readWhole: async () => seriesOf(whole),
  window: wholeWindow,
  hasSameMoments: true,
}));

function toSandboxFault(kind: ConformanceFault): Parameters<RunningSandbox['faults']['set']>[1][number]['fault'] {
  if (kind === 'broken-connection') return { kind: 'truncated-page', cut: 'connection' };
  if (kind === 'truncated-page') return { kind, cut: 'body' };
  return { kind };
}

describe('the metrics of AWS', () => {
  it('come minute by minute, and each once', () => {
    expect(seriesOf(whole).length).toBeGreaterThan(0);
    for (const { points } of seriesOf(whole)) {
      const moments = points.map(({ at }) => at.getTime());
      expect(moments.length).toBeLessThanOrEqual(windowMs / minuteMs + 1);
      expect(moments).toEqual([...new Set(moments)].sort((a, b) => a - b));
      expect(moments.filter((at) => at % minuteMs !== 0)).toEqual([]);
    }
    const keys = seriesOf(whole).map(({ metric, definition, attributes }) =>
      JSON.stringify([metric, definition, Object.entries(attributes).sort()]),
    );
    expect(new Set(keys).size).toBe(keys.length);
  });

  it('are about instances that the inventory lists, and no more devices than they carry', () => {
    const resources = new Map(sandbox.truth().resources.map((resource) => [resource.nativeId, resource]));
    const devices = Map.groupBy(
      seriesOf(whole).filter((series) => isDevice(series) && series.metric === 'hw.gpu.utilization'),
      ({ attributes, definition }) => `${attributes.resource} ${definition}`,
    );
    expect(devices.size).toBeGreaterThan(0);
    for (const [key, series] of devices) {
      const resource = resources.get(series[0]?.attributes.resource ?? '');
      expect(resource, key).toBeDefined();
      const carried = (resource?.accelerators ?? []).reduce((sum, { count }) => sum + count, 0);
      const indexes = new Set(series.map(({ attributes }) => attributes['gpu.index']));
      expect(indexes.size, key).toBe(series.length);
      expect(indexes.size, key).toBeLessThanOrEqual(carried);
    }
  });

  it('tell how busy GPUs are as shares, and their memory in bytes', () => {
    const devices = seriesOf(whole).filter(isDevice);
    const busy = devices.filter(({ metric }) => metric === 'hw.gpu.utilization').flatMap(({ points }) => points);
    expect(busy.some(({ value }) => value > 0.05)).toBe(true);
    const limits = devices.filter(({ metric }) => metric === 'hw.gpu.memory.limit').flatMap(({ points }) => points);
    expect(limits.length).toBeGreaterThan(0);
    // Between 8 GiB and 1 TiB.
    for (const { value } of limits) expect(value >= 2 ** 33 && value <= 2 ** 40, String(value)).toBe(true);
  });

  it.each([
    ['throttle', 'rate-limited'],
    ['server-error', 'unavailable'],
    ['garbage', 'response-unexpected'],
    ['truncated-page', 'response-unexpected'],
    ['missing-permission', 'permission-missing'],
  ] as const)('say what is missing of a region under %s, and read the others', async (kind, fault) => {
    const struck = { account: accountOfRole(readRoles()[0] ?? ''), region: regions[0] ?? '' };
    const isStruck = ({ account, region }: MetricRead) => account === struck.account && region === struck.region;
    sandbox.faults.set('aws', [{ fault: { kind }, where: { ...struck, service: 'monitoring' } }]);
    const reads = await readMetrics();
    const faults = reads.filter(isStruck).flatMap(({ result }) => gapsOf(result.completeness).map((gap) => gap.fault));
    expect(seriesOf(reads.filter(isStruck))).toEqual([]);
    expect(new Set(faults)).toEqual(new Set([fault]));
    const others = (from: MetricRead[]) => seriesOf(from.filter((read) => !isStruck(read))).length;
    expect(others(reads)).toBe(others(whole));
  });

  it('go on without a region that hangs', async () => {
    const struck = { account: accountOfRole(readRoles()[0] ?? ''), region: regions[0] ?? '' };
    const isStruck = ({ account, region }: MetricRead) => account === struck.account && region === struck.region;
    sandbox.faults.set('aws', [{ fault: { kind: 'hang' }, where: { ...struck, service: 'monitoring' } }]);
    const reads = await readMetrics(undefined, 1_500);
    const gaps = reads.filter(isStruck).flatMap(({ result }) => gapsOf(result.completeness));
    expect(new Set(gaps.map(({ fault }) => fault))).toEqual(new Set(['unavailable']));
    expect(seriesOf(reads.filter(isStruck))).toEqual([]);
    expect(seriesOf(reads).length).toBe(seriesOf(whole.filter((read) => !isStruck(read))).length);
  });

  it.each(['token-loop', 'duplicate-page'] as const)('have each series once and say so under a %s', async (kind) => {
    sandbox.faults.set('aws', [{ fault: { kind }, where: { service: 'monitoring' } }]);
    const reads = await readMetrics();
    const gaps = reads.flatMap(({ result }) => gapsOf(result.completeness));
    expect(gaps.length).toBeGreaterThan(0);
    expect(new Set(gaps.map(({ fault }) => fault))).toEqual(new Set(['response-unexpected']));
    const keys = seriesOf(reads).map(({ definition, attributes }) => JSON.stringify([definition, attributes]));
    expect(keys.length).toBeGreaterThan(0);
    expect(new Set(keys).size).toBe(keys.length);
  });

  it('name the account that cannot be entered, and read the other', async () => {
    const account = accountOfRole(readRoles()[0] ?? '');
    sandbox.faults.set('aws', [{ fault: { kind: 'missing-permission' }, where: { account, service: 'sts' } }]);
    const reads = await readMetrics();
    const refused = reads.filter((read) => read.account === account);
    expect(refused).toMatchObject([{ group: 'regions', result: { items: [] } }]);
    expect(refused.flatMap(({ result }) => gapsOf(result.completeness))).toMatchObject([
      { fault: 'permission-missing', account, operation: 'sts:AssumeRole' },
    ]);
    expect(seriesOf(reads).length).toBe(seriesOf(whole.filter((read) => read.account !== account)).length);
  });

  it('stop with the reason when they are aborted', async () => {
    const controller = new AbortController();
    const reason = new Error('the lease was lost');
    setTimeout(() => controller.abort(reason), 20);
    await expect(readMetrics(controller.signal)).rejects.toBe(reason);
  });
});
