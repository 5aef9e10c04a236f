import { z } from 'zod';
import type { Call } from '../call';
import { defineOperation, wireBoolean, wireInteger } from '../endpoint';
import { pageOf } from '../paging/page';
import type { WireDocument } from '../protocol/wire-value';
import type { Dimensions } from './dimensions';
import { isFiledUnder, isSentAt, type MetricSource } from './metric-source';
import { findMetricSource } from './metric-sources';
import { badToken, invalidInput, invalidValue, validation } from './refusals';
import { type Sender, sendersOf } from './senders';
import { findStatistic } from './statistics';

const mostQueries = 500;
const mostDatapoints = 100_800;
const minuteMs = 60_000;
const dayMs = 1440 * minuteMs;
/** What a minute brought has arrived this long after it. */
const lateMs = 60_000;
/** How long values are kept in steps of a minute, of five and of an hour. */
const kept = [
  { forMs: 15 * dayMs, stepSeconds: 60 },
  { forMs: 63 * dayMs, stepSeconds: 300 },
  { forMs: 455 * dayMs, stepSeconds: 3600 },
] as const;

const integer = z.union([z.int(), wireInteger]);
const time = z.union([
  z.number().transform((seconds) => new Date(seconds * 1000)),
  z.iso.datetime({ offset: true }).transform((text) => new Date(text)),
]);

const metricStat = z.object({
  Metric: z.object({
    Namespace: z.string().min(1),
    MetricName: z.string().min(1),
    Dimensions: z
      .array(z.object({ Name: z.string().min(1), Value: z.string().min(1) }))
      .max(30)
      .default([]),
  }),
  Period: integer,
  Stat: z.string(),
  Unit: z.string().optional(),
});

const query = z.object({
  Id: z.string().min(1).max(255),
  MetricStat: metricStat.optional(),
  Expression: z.string().optional(),
  Label: z.string().optional(),
  ReturnData: z.union([z.boolean(), wireBoolean]).default(true),
});
type Query = z.infer<typeof query>;

/** Answers the values of up to 500 metrics, newest first unless asked otherwise, in pages of at most 100,800 values. */
export const getMetricData = defineOperation({
  name: 'GetMetricData',
  action: 'cloudwatch:GetMetricData',
  input: z.object({
    MetricDataQueries: z.array(query),
    StartTime: time,
    EndTime: time,
    NextToken: z.string().optional(),
    ScanBy: z.enum(['TimestampDescending', 'TimestampAscending']).default('TimestampDescending'),
    MaxDatapoints: integer.default(mostDatapoints),
  }),
  invalid: invalidInput,
  run(call, { MetricDataQueries: queries, StartTime: start, EndTime: end, ...rest }) {
    const { NextToken: token, ScanBy: order, MaxDatapoints: size } = rest;
    checkQueries(queries);
    if (start >= end) throw validation('The parameter StartTime must be less than the parameter EndTime.');
    if (size < 1 || size > mostDatapoints)
      throw invalidValue(`The parameter MaxDatapoints must be between 1 and ${mostDatapoints}.`);
    const senders = sendersOf(call);
    const returned = queries.filter(({ ReturnData: isReturned }) => isReturned);
    const points = returned.flatMap((each, place): Point[] => {
      const own = pointsOf(call, senders, each, start, end);
      return (order === 'TimestampDescending' ? own.reverse() : own).map(([at, value], index) => ({
        key: `${String(place).padStart(3, '0')}/${String(index).padStart(7, '0')}`,
        place,
        at,
        value,
      }));
    });
    const page = pageOf(call, {
      items: points,
      keyOf: ({ key }) => key,
      size,
      token,
      question: [queries, start.getTime(), end.getTime(), order],
      invalidToken: badToken,
    });
    const first = page.items[0]?.place ?? 0;
    const last = page.nextToken === undefined ? returned.length - 1 : (page.items.at(-1)?.place ?? 0);
    const isFirst = token === undefined;
    return {
      document: {
        MetricDataResults: returned.slice(isFirst ? 0 : first, last + 1).map((each, index) => {
          const place = (isFirst ? 0 : first) + index;
          const isPartial = page.nextToken !== undefined && place === last;
          return resultOf(
            each,
            page.items.filter((point) => point.place === place),
            isPartial,
          );
        }),
        Messages: [],
        NextToken: page.nextToken,
      },
    };
  },
});

interface Point {
  key: string;
  /** Which of the queries it answers. */
  place: number;
  at: number;
  value: number;
}

function resultOf({ Id, Label, MetricStat: stat }: Query, points: readonly Point[], isPartial: boolean): WireDocument {
  return {
    Id,
    Label: Label ?? stat?.Metric.MetricName ?? Id,
    Timestamps: points.map(({ at }) => new Date(at)),
    Values: points.map(({ value }) => value),
    StatusCode: isPartial ? 'PartialData' : 'Complete',
  };
}

function checkQueries(queries: readonly Query[]): void {
  if (queries.length > mostQueries)
    throw validation(`The collection MetricDataQueries must not have a size greater than ${mostQueries}.`);
  if (queries.length === 0) throw validation('The collection MetricDataQueries must not be empty.');
  const ids = new Set<string>();
  for (const { Id: id, MetricStat: stat, Expression: expression } of queries) {
    if (!/^[a-z]\w*$/.test(id))
      throw validation(
        `The value ${id} for parameter MetricDataQueries.member.Id is not matching the expected pattern.`,
      );
    if (ids.has(id)) throw validation('The values for parameter id in MetricDataQueries are not unique.');
    ids.add(id);
    if ((stat === undefined) === (expression === undefined))
      throw validation(`Exactly one of MetricStat and Expression must be specified for ${id}.`);
    if (expression !== undefined) throw validation(`Error in expression '${id}': this face evaluates no expressions.`);
    if (stat) checkStat(id, stat);
  }
}

function checkStat(id: string, { Period: period, Stat: name }: z.infer<typeof metricStat>): void {
  if (period < 1 || (period % 60 !== 0 && ![1, 5, 10, 20, 30].includes(period)))
    throw invalidValue(`The parameter Period of ${id} must be 1, 5, 10, 20, 30 or a multiple of 60.`);
  if (findStatistic(name) === null) throw invalidValue(`The value ${name} for parameter Stat is not supported.`);
}

/** The values of a query, oldest first: one a period in which anything was sent. */
function pointsOf(
  { world }: Call,
  all: readonly Sender[],
  { MetricStat: stat }: Query,
  start: Date,
  end: Date,
): [at: number, value: number][] {
  const fold = stat ? findStatistic(stat.Stat) : null;
  const source = stat ? findMetricSource(stat.Metric.Namespace, stat.Metric.MetricName) : undefined;
  if (!stat || !fold || !source || (stat.Unit !== undefined && stat.Unit !== source.unit)) return [];
  const nowMs = world.at.getTime();
  const step = kept.find(({ forMs }) => nowMs - start.getTime() < forMs)?.stepSeconds;
  if (step === undefined || stat.Period % step !== 0) return [];
  const periodMs = stat.Period * 1000;
  const wanted = Object.fromEntries(stat.Metric.Dimensions.map(({ Name, Value }) => [Name, Value]));
  const untilMs = Math.min(end.getTime(), nowMs - lateMs);
  const lengthMs = (source.everyMinutes ?? 1) * minuteMs;
  const senders = all.filter((sender) => maySend(sender, source, wanted, start.getTime(), untilMs));
  const points: [number, number][] = [];
  for (let at = Math.floor(start.getTime() / periodMs) * periodMs; at < untilMs; at += periodMs) {
    const values: number[] = [];
    for (let ms = at; ms < at + periodMs && ms < untilMs; ms += minuteMs) {
      if (!isSentAt(source, ms) || ms + lengthMs - minuteMs >= nowMs - lateMs) continue;
      for (const sender of senders) {
        if (!sender.ranAt(new Date(ms))) continue;
        for (const emission of source.emissions(sender, ms, deviceOf(wanted)))
          if (isFiledUnder(source, emission, wanted)) values.push(emission.value);
      }
    }
    if (values.length > 0) points.push([at, fold(values)]);
  }
  return points;
}

/** The one device that a set of dimensions names; null when it names none. */
function deviceOf({ GpuDevice: device, index }: Dimensions): number | null {
  const place = Number(index ?? device?.replace(/^nvidia/, ''));
  return Number.isInteger(place) ? place : null;
}

/** Whether something could have sent anything filed under these dimensions: spares looking at all the others. */
function maySend(
  { machine, host, link }: Sender,
  source: MetricSource,
  wanted: Dimensions,
  fromMs: number,
  untilMs: number,
): boolean {
  if (host !== null) return Object.entries(wanted).every(([name, value]) => host.labels[name] === value);
  if (link !== null) {
    const isNamed = ([name, value]: [string, string]) => (link.labels[name] ?? value) === value;
    return link.namespace === source.namespace && Object.entries(wanted).every(isNamed);
  }
  if (machine === null) return false;
  const { instance, cluster, devices } = machine;
  const { InstanceId: id, ClusterName: clusterName, FullPodName: pod } = wanted;
  if (id !== undefined && id !== instance.id) return false;
  if (clusterName !== undefined && clusterName !== cluster) return false;
  if (source.dimensionSets === null || pod === undefined) return true;
  return devices.some(({ tenancy }) => {
    for (let ms = fromMs; ms < untilMs; ms = tenancy(ms).untilMs)
      if (tenancy(ms).parts.some(({ holder }) => holder.name === pod)) return true;
    return false;
  });
}
