import { z } from 'zod';
import type { WireRequest } from '../../wire/wire';
import type { AzureError } from '../azure-error';
import type { Call } from '../call';
import { badRequest } from '../refusals';
import { type DimensionFilter, parseFilter } from './dimension-filter';
import { type Aggregation, aggregations, type MetricDefinition, type MetricNamespace } from './metric-definition';
import { findNamespace } from './namespaces';

const mostResources = 50;
const mostMetrics = 20;
const bodySchema = z.object({ resourceids: z.array(z.string().min(1)).min(1) });

/** Intervals that may be asked for, in minutes. */
const intervals: Readonly<Record<string, number>> = {
  PT1M: 1,
  PT5M: 5,
  PT15M: 15,
  PT30M: 30,
  PT1H: 60,
  PT6H: 360,
  PT12H: 720,
  P1D: 1440,
};

/** What a batch asks. */
export interface BatchRequest {
  resourceIds: string[];
  namespace: MetricNamespace;
  metrics: MetricDefinition[];
  /** Null: each metric's own. */
  aggregations: Aggregation[] | null;
  interval: string;
  intervalMinutes: number;
  start: Date;
  end: Date;
  /** Null: all lines of a metric are answered as one. */
  filter: DimensionFilter | null;
  /** Most lines a metric of one resource is answered in, when there is a filter. */
  top: number;
}

/** The ids a batch names; empty when its body is not what the operation takes. */
export function resourceIdsOf({ body }: WireRequest): string[] {
  try {
    const parsed = bodySchema.safeParse(JSON.parse(body.toString('utf8')));
    return parsed.success ? parsed.data.resourceids : [];
  } catch (error) {
    if (error instanceof SyntaxError) return [];
    throw error;
  }
}

/** Reads what a batch asks; refuses what the vendor would. */
export function readBatchRequest({ request, worldNow }: Call): BatchRequest {
  const query = new Map(Object.entries(request.query).map(([name, value]) => [name.toLowerCase(), value]));
  const resourceIds = resourceIdsOf(request);
  if (resourceIds.length === 0) throw bad('The body must name resource ids.');
  if (resourceIds.length > mostResources) throw bad(`At most ${mostResources} resources may be named.`);
  const namespaceName = query.get('metricnamespace') ?? '';
  const namespace = findNamespace(namespaceName);
  if (!namespace) throw bad(`There is no metric namespace ${JSON.stringify(namespaceName)}.`);
  const interval = query.get('interval') ?? 'PT1M';
  const intervalMinutes = intervals[interval];
  if (intervalMinutes === undefined)
    throw bad(`The interval ${JSON.stringify(interval)} is not one that can be asked for.`);
  const metrics = metricsNamed(namespace, query.get('metricnames') ?? '');
  const tooFine = metrics.find(({ grainMinutes }) => grainMinutes > intervalMinutes);
  if (tooFine) throw bad(`The metric ${tooFine.name} is not measured as often as ${interval}.`);
  const end = instantOf(query.get('endtime')) ?? worldNow;
  const start = instantOf(query.get('starttime')) ?? new Date(end.getTime() - 3_600_000);
  if (start >= end) throw bad('The start time must lie before the end time.');
  const filter = query.get('filter');
  return {
    resourceIds,
    namespace,
    metrics,
    aggregations: aggregationsNamed(query.get('aggregation')),
    interval,
    intervalMinutes,
    start,
    end,
    filter: filter === undefined ? null : parseFilter(filter, metrics),
    top: topOf(query.get('top')),
  };
}

function metricsNamed({ type, metrics }: MetricNamespace, text: string): MetricDefinition[] {
  const names = text.split(',').filter((name) => name !== '');
  if (names.length === 0) throw bad('metricnames must name a metric.');
  if (names.length > mostMetrics) throw bad(`At most ${mostMetrics} metrics may be named.`);
  return names.map((name) => {
    const found = metrics.find((metric) => metric.name.toLowerCase() === name.toLowerCase());
    if (found) return found;
    const valid = metrics.map((metric) => metric.name).join(',');
    throw bad(`There is no metric ${JSON.stringify(name)} of ${type}. Valid metrics: ${valid}`);
  });
}

function aggregationsNamed(text: string | undefined): Aggregation[] | null {
  if (text === undefined || text === '') return null;
  return text.split(',').map((name) => {
    const found = aggregations.find((each) => each === name.trim().toLowerCase());
    if (!found) throw bad(`There is no aggregation ${JSON.stringify(name)}.`);
    return found;
  });
}

function instantOf(text: string | undefined): Date | undefined {
  if (text === undefined) return undefined;
  const at = new Date(text);
  if (Number.isNaN(at.getTime())) throw bad(`${JSON.stringify(text)} is no time.`);
  return at;
}

function topOf(text: string | undefined): number {
  if (text === undefined) return 10;
  const top = Number(text);
  if (!Number.isInteger(top) || top < 1 || top > 2_147_483_647) throw bad('top must be a whole number.');
  return top;
}

function bad(message: string): AzureError {
  return badRequest('BadRequest', message);
}
