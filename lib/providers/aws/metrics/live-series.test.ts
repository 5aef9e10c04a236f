import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { LiveSeries, MetricWindow } from '../../contract/provider';
import { openSession } from '../../contract/session/open-session';
import { awsProvider } from '../provider';
import { liveSeries } from './live-series';
import { servedAccount as account, type ServedAws, type ServedCall, serveAws } from './serve-aws';

const now = new Date('2026-11-21T12:10:00Z');
const dayMs = 24 * 3_600_000;
const hourBefore = (ms: number): MetricWindow => ({ from: new Date(ms - 3_600_000), to: new Date(ms) });
const lastHour = hourBefore(now.getTime());
const busy = {
  Namespace: 'CWAgent',
  MetricName: 'nvidia_smi_utilization_gpu',
  Dimensions: [
    { Name: 'InstanceId', Value: 'i-0abc' },
    { Name: 'index', Value: '0' },
  ],
};

let aws: ServedAws;
let calls: ServedCall[];
let listed: object[];

beforeAll(async () => {
  aws = await serveAws((call) => {
    calls.push(call);
    if (call.operation === 'ListMetrics') return { Metrics: listed };
    const start = Number(call.body.StartTime);
    return { MetricDataResults: [{ Id: 'm0', Label: 'l', StatusCode: 'Complete', Timestamps: [start], Values: [50] }] };
  });
});
afterAll(() => aws.stop());
beforeEach(() => {
  calls = [];
  listed = [busy];
});

const seriesIn = (of = account): LiveSeries => ({
  metric: 'hw.gpu.utilization',
  definition: 'CWAgent nvidia_smi_utilization_gpu',
  subject: 'accelerator',
  attributes: { resource: `arn:aws:ec2:eu-west-1:${of}:instance/i-0abc`, 'gpu.index': '0' },
});

async function read(window: MetricWindow, series = seriesIn(), regions: string[] = []) {
  const session = openSession(awsProvider, {
    settings: { endpoint: aws.endpoint, regions, homeRegion: 'eu-west-1' },
    secret: { accessKeyId: 'AKIAEXAMPLE', secretAccessKey: 'x' },
    egressAllow: ['127.0.0.0/8'],
    signal: new AbortController().signal,
    now: () => now,
    limits: { ratePerSecond: 1000, concurrency: 16, maxAttempts: 1 },
  });
  const { completeness, ...told } = await liveSeries.read(session, series, window);
  session.transport.close();
  return { ...told, gaps: completeness.complete ? [] : completeness.gaps };
}

describe('a single series of CloudWatch', () => {
  it('is listed also where nothing was measured lately', async () => {
    const { items, gaps } = await read(lastHour);
    expect([items.length, gaps]).toEqual([1, []]);
    const body = calls.find(({ operation }) => operation === 'ListMetrics')?.body;
    expect(body).toMatchObject({ MetricName: 'nvidia_smi_utilization_gpu' });
    expect(body).not.toHaveProperty('RecentlyActive');
  });

  it('tells how long a stretch each value is of, which grows with its age', async () => {
    const periodOf = async (days: number) => (await read(hourBefore(now.getTime() - days * dayMs))).periodMs;
    expect([await periodOf(0), await periodOf(20), await periodOf(70)]).toEqual([60_000, 300_000, 3_600_000]);
  });

  it('has a gap, not nothing, where the connection does not read its account or region any more', async () => {
    const elsewhere = await read(lastHour, seriesIn('999988887777'));
    expect([elsewhere.items, elsewhere.gaps]).toMatchObject([[], [{ code: 'PlaceNotRead', region: 'eu-west-1' }]]);
    expect(elsewhere.gaps[0]?.message).toContain('999988887777');
    expect((await read(lastHour, seriesIn(), ['us-east-1'])).gaps).toMatchObject([{ code: 'PlaceNotRead' }]);
    expect(calls).toEqual([]);
    expect((await read(lastHour, seriesIn(), ['us-east-1', 'eu-west-1'])).gaps).toEqual([]);
  });

  it('that is not listed had nothing of late, and may have had something before', async () => {
    listed = [];
    expect(await read(lastHour)).toMatchObject({ items: [], gaps: [] });
    const { items, gaps } = await read(hourBefore(now.getTime() - 14 * dayMs + 60_000));
    expect([items, gaps]).toMatchObject([[], [{ code: 'NotListed' }]]);
  });
});
