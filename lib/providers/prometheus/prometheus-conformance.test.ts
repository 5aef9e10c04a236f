import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { MetricSeries } from '@/lib/domain/metric';
import { type RunningSandbox, startSandbox } from '@/sandbox/start-sandbox';
import type { CallLimits } from '../contract/calls/call-limits';
import {
  type ConformanceFault,
  type ConformanceSubject,
  conformanceFaults,
  type ExpectedItem,
} from '../contract/conformance/conformance-subject';
import { describeInventoryConformance } from '../contract/conformance/describe-inventory-conformance';
import { describeLiveConformance } from '../contract/conformance/describe-live-conformance';
import { gapsOf } from '../contract/conformance/honest-read-conformance';
import type { MetricRead, MetricWindow } from '../contract/provider';
import { openSession } from '../contract/session/open-session';
import { vllmGroup } from './metrics/groups/vllm';
import { metricGroups } from './metrics/read-metrics';
import { prometheusProvider } from './provider';
import type { PrometheusSecret, PrometheusSettings } from './settings';

type Truth = ReturnType<RunningSandbox['truthOf']>['resources'][number];
type SandboxFault = Parameters<RunningSandbox['faults']['set']>[1][number]['fault'];

const immune = {
  'duplicate-page': 'A list comes whole in one answer, so there is no page to repeat.',
  'token-loop': 'A list comes whole in one answer, so there is no token to follow.',
  'clock-skew': 'What is shown is a password, in which no time stands.',
};

const startedAt = new Date();
let sandbox: RunningSandbox;
let subject: ConformanceSubject<PrometheusSettings, PrometheusSecret>;
let account: string;

beforeAll(async () => {
  sandbox = await startSandbox({ faces: ['prometheus'], realNow: () => startedAt });
  const connection = sandbox.connections.find(({ provider }) => provider === 'prometheus');
  if (connection === undefined) throw new Error('The sandbox plays no Prometheus.');
  const { settings, secret } = connection;
  account = new URL(String(settings.endpoint)).host;
  subject = {
    name: 'Prometheus',
    provider: prometheusProvider,
    open: ({ limits, signal }) =>
      openSession(prometheusProvider, {
        settings,
        secret,
        egressAllow: ['127.0.0.0/8'],
        signal,
        now: () => startedAt,
        limits,
      }),
    setFault: (fault) =>
      sandbox.faults.set('prometheus', fault === null ? [] : [{ fault: toSandboxFault(fault.kind), where: fault.aim }]),
    truth: () => ({ items: sandbox.truthOf('prometheus').resources.map(toExpectedItem), denied: [] }),
    target: { aim: { account, operation: 'targets' }, hits: ({ kind }) => kind === 'scrape-target' },
    immune,
  };
});

afterEach(() => sandbox.faults.clear());
afterAll(() => sandbox?.stop());

describeInventoryConformance('Prometheus', () => subject);

describeLiveConformance('Prometheus', () => ({
  ...subject,
  operations: ['query'],
  readWhole: readAll,
  window: toWindow(),
  hasSameMoments: false,
}));

let readOnce: Promise<MetricSeries[]> | null = null;
function readAll(): Promise<MetricSeries[]> {
  readOnce ??= (async () => {
    const session = subject.open({ limits: { ratePerSecond: 1000 }, signal: new AbortController().signal });
    const series: MetricSeries[] = [];
    for await (const { result } of prometheusProvider.metrics?.read(session, toWindow()) ?? [])
      series.push(...result.items);
    session.transport.close();
    return series;
  })();
  return readOnce;
}

it('passes the test of its connection, and names each path that is refused', async () => {
  const report = async () => {
    const session = subject.open({
      limits: { ratePerSecond: 1000, maxAttempts: 1 },
      signal: new AbortController().signal,
    });
    const { checks } = await prometheusProvider.test(session);
    session.transport.close();
    return checks.map(({ outcome }) => outcome);
  };
  expect(await report()).toEqual(['passed', 'passed', 'passed']);
  sandbox.faults.set('prometheus', [{ fault: { kind: 'missing-permission' }, where: { operation: 'query_range' } }]);
  expect(await report()).toEqual(['passed', 'failed', 'passed']);
});

describe('the metrics of Prometheus', () => {
  const patient: Partial<CallLimits> = { ratePerSecond: 1000, concurrency: 16, maxAttempts: 1, circuitFailures: 1000 };
  const impatient: Partial<CallLimits> = { ...patient, attemptTimeoutMs: 300, circuitFailures: 2 };

  const read = async (limits: Partial<CallLimits> = patient): Promise<MetricRead[]> => {
    const session = subject.open({ limits, signal: new AbortController().signal });
    const reads: MetricRead[] = [];
    for await (const each of prometheusProvider.metrics?.read(session, toWindow()) ?? []) reads.push(each);
    session.transport.close();
    return reads;
  };

  let wholeRead: Promise<MetricRead[]> | null = null;
  /** What there is when nothing fails, by what tells each series from others. */
  const readWhole = async (): Promise<Map<string, MetricSeries>> => {
    wholeRead ??= read();
    return new Map((await wholeRead).flatMap(({ result }) => result.items.map((each) => [toKey(each), each])));
  };

  it('are of every exporter, whole, in canonical terms and at whole minutes within the window', async () => {
    const reads = await read();
    expect(reads.map(({ group }) => group)).toEqual(metricGroups.map(({ name }) => name));
    for (const { result, group } of reads) {
      expect(result.completeness, group).toEqual({ complete: true });
      // The simulated factory has no server of a language model: what vLLM serves is in vllm.test.ts.
      if (group === vllmGroup.name) expect(result.items).toEqual([]);
      else expect(result.items.length, group).toBeGreaterThan(0);
    }
    const { from, to } = toWindow();
    const keys = new Set<string>();
    for (const series of reads.flatMap(({ result }) => result.items)) {
      keys.add(toKey(series));
      expect(series.points.length).toBeGreaterThan(0);
      for (const { at, value } of series.points) {
        expect(Number.isFinite(value)).toBe(true);
        expect(at.getTime() % 60_000).toBe(0);
        expect(at >= from && at < to).toBe(true);
      }
    }
    expect(keys.size).toBe(reads.flatMap(({ result }) => result.items).length);
  });

  it('hold shares between 0 and 1, and name each metric that an exporter tells of', async () => {
    const series = [...(await readWhole()).values()];
    const shares = /utilization$|\.active$|^probe\.success$|^link\.reachability$/;
    for (const { metric, points } of series.filter((each) => shares.test(each.metric)))
      for (const { value } of points) expect(value, metric).toBeGreaterThanOrEqual(0);
    for (const { metric, points } of series.filter((each) => shares.test(each.metric)))
      for (const { value } of points) expect(value, metric).toBeLessThanOrEqual(1);
    expect([...new Set(series.map(({ metric }) => metric))]).toEqual(
      expect.arrayContaining([
        'hw.gpu.utilization',
        'gpu.engine.active',
        'gpu.sm.active',
        'hw.gpu.memory.usage',
        'hw.gpu.memory.limit',
        'hw.power',
        'hw.energy',
        'hw.temperature',
        'gpu.pcie.io.rate',
        'host.cpu.utilization',
        'host.memory.usage',
        'host.filesystem.limit',
        'fabric.io.rate',
        'storage.io.rate',
        'storage.operation.rate',
        'storage.capacity.usage',
        'messaging.consumer.lag',
        'messaging.replication.lag',
        'probe.success',
        'probe.duration',
        'link.latency',
        'link.reachability',
      ]),
    );
  });

  it.each(Object.entries(conformanceFaults))('under %s are gaps, and no point is made up', async (kind, fault) => {
    const whole = await readWhole();
    sandbox.faults.set('prometheus', [
      { fault: toSandboxFault(toFault(kind)), where: { account, operation: 'query_range' } },
    ]);
    const reads = await read(kind === 'hang' || kind === 'slow-drip' ? impatient : patient);
    for (const { points, ...series } of reads.flatMap(({ result }) => result.items)) {
      const there = whole.get(toKey(series))?.points ?? [];
      expect(there).toEqual(expect.arrayContaining(points));
    }
    const gaps = reads.flatMap(({ result }) => gapsOf(result.completeness));
    if (Object.hasOwn(immune, kind)) {
      expect(gaps).toEqual([]);
      return;
    }
    expect(reads.every(({ result }) => !result.completeness.complete)).toBe(true);
    expect(new Set(gaps.map((gap) => gap.fault))).toEqual(new Set([fault]));
    for (const gap of gaps) expect(gap.remedy).toMatch(/\.$/);
  });

  it('that are well-formed and empty are none', async () => {
    sandbox.faults.set('prometheus', [{ fault: { kind: 'empty-success' }, where: { operation: 'query_range' } }]);
    const reads = await read();
    expect(reads.flatMap(({ result }) => result.items)).toEqual([]);
    expect(reads.every(({ result }) => result.completeness.complete)).toBe(true);
  });
});

function toWindow(): MetricWindow {
  const to = Math.floor(startedAt.getTime() / 60_000) * 60_000 - 120_000;
  return { from: new Date(to - 5 * 60_000), to: new Date(to) };
}

function toKey({ metric, definition, attributes }: Omit<MetricSeries, 'points'>): string {
  return JSON.stringify([metric, definition, attributes]);
}

function toFault(kind: string): ConformanceFault {
  if (!Object.hasOwn(conformanceFaults, kind)) throw new Error(`${kind} is no fault.`);
  return kind as ConformanceFault;
}

function toSandboxFault(kind: ConformanceFault): SandboxFault {
  if (kind === 'broken-connection') return { kind: 'truncated-page', cut: 'connection' };
  if (kind === 'truncated-page') return { kind, cut: 'body' };
  return { kind };
}

/** The server says of no target since when it is there. */
function toExpectedItem({ kind, nativeId, account, region, shortId, ...rest }: Truth): ExpectedItem {
  const { name, zone, status, nativeStatus, accelerators, tags } = rest;
  return {
    kind,
    nativeId,
    name: name ?? shortId,
    account,
    region,
    zone,
    status,
    nativeStatus,
    accelerators,
    tags,
    createdAt: null,
  };
}
