import { isDeepStrictEqual } from 'node:util';
import { z } from 'zod';
import { awsProvider } from '@/lib/providers/aws/provider';
import type { MetricRead } from '@/lib/providers/contract/provider';
import { openSession } from '@/lib/providers/contract/session/open-session';
import type { Counts } from '../counts/counts';

/** What Millwright has to read: the window in milliseconds, and every series with its points as `[ms, value]`. */
export const expectedMetricsSchema = z.object({
  from: z.number(),
  to: z.number(),
  series: z.array(
    z.object({
      region: z.string(),
      group: z.string(),
      metric: z.string(),
      definition: z.string(),
      subject: z.string(),
      attributes: z.record(z.string(), z.string()),
      points: z.array(z.tuple([z.number(), z.number()])),
    }),
  ),
});
type ExpectedMetrics = z.infer<typeof expectedMetricsSchema>;
type ExpectedSeries = ExpectedMetrics['series'][number];

/** Of a value's own size: the means of a server's floating-point sums. */
const tolerance = 1e-9;

/**
 * Reads the metrics of an AWS endpoint as the worker does, and compares every series field by field with what was
 * published. Each series counts as one test, and so does telling no gap.
 */
export async function compareMetrics(
  endpoint: string,
  regions: readonly string[],
  expected: ExpectedMetrics,
): Promise<Counts> {
  const reads = await readMetrics(endpoint, regions, expected);
  const read = new Map(reads.flatMap(toSeries).map((series) => [toKey(series), series]));
  const faults: string[] = [];
  let equal = 0;
  for (const series of expected.series) {
    const key = toKey(series);
    const found = read.get(key);
    read.delete(key);
    const difference = found === undefined ? 'is missing' : findDifference(series, found);
    if (difference === null) equal += 1;
    else faults.push(`${key} ${difference}`);
  }
  faults.push(...[...read.keys()].map((key) => `${key} was read, but not published`));
  const gaps = reads.flatMap(({ result: { completeness } }) => (completeness.complete ? [] : completeness.gaps));
  const gapFaults = gaps.map(({ message }) => `the gap "${message}" was not foreseen`);
  for (const fault of [...faults.slice(0, 20), ...gapFaults]) console.error(`moto: ${fault}`);
  console.log(
    `moto: ${equal} of ${expected.series.length} metric series equal in every field; ${gaps.length} gaps told`,
  );
  return {
    passed: equal + (gapFaults.length === 0 ? 1 : 0),
    failed: faults.length + (gapFaults.length === 0 ? 0 : 1),
    skipped: 0,
  };
}

async function readMetrics(
  endpoint: string,
  regions: readonly string[],
  { from, to }: ExpectedMetrics,
): Promise<MetricRead[]> {
  const session = openSession(awsProvider, {
    settings: { endpoint, regions },
    secret: { accessKeyId: 'peer', secretAccessKey: 'peer' },
    egressAllow: ['127.0.0.1/32'],
    signal: AbortSignal.timeout(5 * 60_000),
    now: () => new Date(),
  });
  const reads: MetricRead[] = [];
  try {
    const window = { from: new Date(from), to: new Date(to) };
    for await (const read of awsProvider.metrics?.read(session, window) ?? []) reads.push(read);
  } finally {
    session.transport.close();
  }
  return reads;
}

function toSeries({ region, group, result }: MetricRead): ExpectedSeries[] {
  return result.items.map(({ points, ...series }) => ({
    ...series,
    region,
    group,
    points: points.map(({ at, value }): [number, number] => [at.getTime(), value]),
  }));
}

function toKey({ region, definition, attributes }: ExpectedSeries): string {
  return [region, definition, JSON.stringify(Object.entries(attributes).sort())].join(' ');
}

/** Null where there is none. */
function findDifference(
  { points, ...facts }: ExpectedSeries,
  { points: read, ...found }: ExpectedSeries,
): string | null {
  if (!isDeepStrictEqual(facts, found)) return `is ${JSON.stringify(facts)}, read as ${JSON.stringify(found)}`;
  const isEqual =
    points.length === read.length &&
    points.every(([at, value], index) => {
      const [readAt, readValue] = read[index] ?? [];
      return readAt === at && readValue !== undefined && Math.abs(readValue - value) <= Math.abs(value) * tolerance;
    });
  return isEqual ? null : `has ${JSON.stringify(points)}, read as ${JSON.stringify(read)}`;
}
