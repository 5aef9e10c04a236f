import { describe, expect, it } from 'vitest';
import type { MetricPoint, MetricSeries } from '@/lib/domain/metric';
import type { ReadResult } from '@/lib/domain/provider-fault';
import type { CallLimits } from '../calls/call-limits';
import type { LiveSeries, MetricWindow, ProviderSession } from '../provider';
import { type ConformanceFault, type ConformanceSubject, conformanceFaults } from './conformance-subject';
import { gapsOf } from './honest-read-conformance';

/** A subject whose source can be asked for single series. */
export interface LiveSubject<Settings, Secret>
  extends Pick<ConformanceSubject<Settings, Secret>, 'provider' | 'open' | 'setFault' | 'immune'> {
  /** The calls that ask for the series, as the face names them; faults strike each of them. */
  operations: readonly string[];
  /** What a whole read of the window tells: the truth to compare with. */
  readWhole(): Promise<readonly MetricSeries[]>;
  window: MetricWindow;
  /** Whether the samples of the source are those of a read, at the same moments. */
  hasSameMoments: boolean;
}

const patient: Partial<CallLimits> = { ratePerSecond: 1000, concurrency: 16, maxAttempts: 1, circuitFailures: 1000 };
const impatient: Partial<CallLimits> = { ...patient, attemptTimeoutMs: 300 };
/** How many series are compared: of each definition one. */
const asked = 20;

/** What asking a source for one series must keep to: what a read tells of it, of nothing else, and faults as gaps. */
export function describeLiveConformance<Settings, Secret>(
  name: string,
  subjectOf: () => LiveSubject<Settings, Secret>,
): void {
  const readOne = async (
    { provider, open }: LiveSubject<Settings, Secret>,
    series: LiveSeries,
    window: MetricWindow,
    limits: Partial<CallLimits> = patient,
  ): Promise<{ result: ReadResult<MetricPoint>; session: ProviderSession<Settings, Secret> }> => {
    const session = open({ limits, signal: new AbortController().signal });
    try {
      const result = await provider.metrics?.live?.read(session, series, window);
      if (result === undefined) throw new RangeError(`${name} cannot be asked for single series.`);
      return { result, session };
    } finally {
      session.transport.close();
    }
  };
  const readable = async ({ provider, readWhole }: LiveSubject<Settings, Secret>): Promise<MetricSeries[]> => {
    const whole = (await readWhole()).filter((series) => provider.metrics?.live?.mayRead(series));
    return [...Map.groupBy(whole, ({ definition }) => definition).values()].flatMap((alike) => alike.slice(0, 1));
  };

  describe(`a single series of ${name}`, () => {
    it('is told as a read of everything tells it', async () => {
      const subject = subjectOf();
      const all = await readable(subject);
      expect(all.length).toBeGreaterThan(2);
      for (const series of all.slice(0, asked)) {
        const { result } = await readOne(subject, series, subject.window);
        expect(result.completeness, series.definition).toEqual({ complete: true });
        expect(result.source).not.toBe('');
        expect(result.items.length, series.definition).toBeGreaterThan(0);
        const moments = result.items.map(({ at }) => at.getTime());
        expect(moments).toEqual([...new Set(moments)].sort((one, other) => one - other));
        for (const { at } of result.items) expect(at >= subject.window.from && at < subject.window.to).toBe(true);
        if (subject.hasSameMoments) expect(result.items, series.definition).toEqual(series.points);
        else expect(result.items.length).toBeGreaterThanOrEqual(series.points.length - 1);
      }
    });

    it('that the source does not have has no samples, which is no fault', async () => {
      const subject = subjectOf();
      const [series] = await readable(subject);
      if (series === undefined) throw new RangeError('There is no series');
      const attributes = {
        ...series.attributes,
        ...('gpu.uuid' in series.attributes ? { 'gpu.uuid': 'GPU-none' } : {}),
        'gpu.index': '99',
      };
      const { result } = await readOne(subject, { ...series, attributes }, subject.window);
      expect([result.items, result.completeness]).toEqual([[], { complete: true }]);
    });

    it('is not offered for what is no device', async () => {
      const { provider, readWhole } = subjectOf();
      const others = (await readWhole()).filter(({ subject }) => subject !== 'accelerator');
      expect(others.filter((series) => provider.metrics?.live?.mayRead(series))).toEqual([]);
    });

    it('takes a few calls, which are counted', async () => {
      const subject = subjectOf();
      const [series] = await readable(subject);
      if (series === undefined) throw new RangeError('There is no series');
      const { session } = await readOne(subject, series, subject.window);
      const attempts = session.calls.counts().reduce((sum, count) => sum + count.attempts, 0);
      expect(attempts).toBeGreaterThan(0);
      expect(attempts).toBeLessThanOrEqual(6);
    });

    it.each(Object.entries(conformanceFaults))('under %s is a gap, and no sample is made up', async (kind, fault) => {
      const subject = subjectOf();
      const [series] = await readable(subject);
      if (series === undefined) throw new RangeError('There is no series');
      const isSlow = kind === 'hang' || kind === 'slow-drip';
      for (const operation of subject.operations) {
        subject.setFault({ kind: kind as ConformanceFault, aim: { operation } });
        const { result } = await readOne(subject, series, subject.window, isSlow ? impatient : patient);
        subject.setFault(null);
        if (subject.immune !== undefined && Object.hasOwn(subject.immune, kind)) {
          expect(result.completeness).toEqual({ complete: true });
          continue;
        }
        const gaps = gapsOf(result.completeness);
        expect(new Set(gaps.map((gap) => gap.fault)), operation).toEqual(new Set([fault]));
        for (const gap of gaps) expect(gap.remedy).toMatch(/\.$/);
        if (subject.hasSameMoments) expect(series.points).toEqual(expect.arrayContaining(result.items));
      }
    });

    it('ends with the session', async () => {
      const subject = subjectOf();
      const [series] = await readable(subject);
      if (series === undefined) throw new RangeError('There is no series');
      const reason = new Error('enough');
      const session = subject.open({ limits: patient, signal: AbortSignal.abort(reason) });
      await expect(subject.provider.metrics?.live?.read(session, series, subject.window)).rejects.toBe(reason);
      session.transport.close();
    });
  });
}
