import {
  GetMetricDataCommand,
  type GetMetricDataCommandOutput,
  type MessageData,
  type Metric,
  type MetricDataResult,
} from '@aws-sdk/client-cloudwatch';
import { readPages } from '../../contract/paging/read-pages';
import type { ProviderError } from '../../contract/provider-error';
import type { RegionContext } from '../connect/region-context';
import { requireList } from '../inventory/require-list';
import type { CallPlan } from './plan-calls';
import { answerFault, toStatusFault } from './result-faults';

const operation = 'cloudwatch:GetMetricData';

/** What CloudWatch gave of one metric: the start of each period that has data, and its value. */
export interface RawPoint {
  at: Date;
  value: number;
}

/** The points of each metric asked for, in its order; of one whose points did not all come, those that did. */
export interface DataRead {
  points: RawPoint[][];
  faults: ProviderError[];
}

/** Asks for the data of up to `plan.queriesPerCall` metrics, and again for as long as CloudWatch has more of it. */
export async function readData(context: RegionContext, metrics: readonly Metric[], plan: CallPlan): Promise<DataRead> {
  const ids = metrics.map((_, index) => `m${index}`);
  const results = new Map<string, RawPoint[]>();
  /** As the last page said it: until then more of a metric's points may follow. */
  const statuses = new Map<string, string | undefined>();
  const faults: ProviderError[] = [];
  const { items, fault } = await readPages({
    operation,
    fetchPage: (token) => requestPage(context, metrics, plan, token),
    itemsOf: (page) => {
      faults.push(...toMessageFaults(context, page.Messages));
      const told = requireList(page.MetricDataResults, operation);
      for (const { Id, StatusCode, Messages } of told) {
        if (Id !== undefined) statuses.set(Id, StatusCode);
        faults.push(...toMessageFaults(context, Messages));
      }
      return told.filter(({ Timestamps }) => Timestamps !== undefined && Timestamps.length > 0);
    },
    nextTokenOf: ({ NextToken }) => NextToken,
    identityOf: ({ Id, Timestamps = [] }: MetricDataResult) =>
      [Id, Timestamps.length, Timestamps[0]?.getTime(), Timestamps.at(-1)?.getTime()].join(' '),
  });
  for (const result of items) {
    const points = toRawPoints(result);
    if (points === null) faults.push(answerFault(context, 'PointsMismatch'));
    else if (result.Id !== undefined) results.set(result.Id, [...(results.get(result.Id) ?? []), ...points]);
  }
  if (fault !== null) faults.push(fault);
  else faults.push(...ids.flatMap((id) => toStatusFault(context, statuses.has(id), statuses.get(id)) ?? []));
  return { points: ids.map((id) => results.get(id) ?? []), faults };
}

function requestPage(
  context: RegionContext,
  metrics: readonly Metric[],
  { startTime, endTime, periodSeconds, stat }: CallPlan,
  token: string | undefined,
): Promise<GetMetricDataCommandOutput> {
  const command = new GetMetricDataCommand({
    MetricDataQueries: metrics.map((metric, index) => ({
      Id: `m${index}`,
      MetricStat: { Metric: metric, Period: periodSeconds, Stat: stat },
    })),
    StartTime: startTime,
    EndTime: endTime,
    ScanBy: 'TimestampAscending',
    ...(token === undefined ? {} : { NextToken: token }),
  });
  return context.call(operation, (options) => context.clients.cloudWatch.send(command, options), metrics.length);
}

function toMessageFaults(context: RegionContext, messages: readonly MessageData[] = []): ProviderError[] {
  return messages.map(({ Code }) => answerFault(context, Code ?? 'Message'));
}

/** Null where there are not as many values as times: then none is known to be of its time. */
function toRawPoints({ Timestamps = [], Values = [] }: MetricDataResult): RawPoint[] | null {
  if (Timestamps.length !== Values.length) return null;
  return Timestamps.flatMap((at, index) => {
    const value = Values[index];
    return value === undefined ? [] : [{ at, value }];
  });
}
