import type { WireRequest, WireResponse } from '../../wire/wire';
import type { AzureRecord } from '../../world/azure/records';
import { jsonResponse } from '../azure-error';
import type { Call } from '../call';
import { badRequest } from '../refusals';
import { type BatchRequest, readBatchRequest, resourceIdsOf } from './batch-request';
import { groupLines } from './dimension-filter';
import { lateMs, measure } from './measure';
import type { MetricDefinition } from './metric-definition';

/** The region a batch asks in, as faults are narrowed by it: the face learns it from the first resource named. */
export function regionOfBatch(request: WireRequest, find: (id: string) => AzureRecord | undefined): string {
  const [first] = resourceIdsOf(request);
  return (first === undefined ? undefined : find(first)?.region) ?? 'global';
}

/** Answers the metrics of up to fifty resources of one type, one subscription and one region. */
export function answerBatch(call: Call): WireResponse {
  const batch = readBatchRequest(call);
  const records = batch.resourceIds.map((id) => resourceOf(call, batch, id));
  const region = records[0]?.region;
  if (records.some((record) => record.region !== region)) {
    throw badRequest('BadRequest', 'All resources of a batch must be in one region.');
  }
  return jsonResponse(200, {
    values: records.map((record, index) => ({
      starttime: batch.start.toISOString(),
      endtime: batch.end.toISOString(),
      interval: batch.interval,
      namespace: batch.namespace.type,
      resourceregion: record.region,
      resourceid: batch.resourceIds[index],
      value: batch.metrics.map((metric) => toMetric(call, batch, record, metric, batch.resourceIds[index] ?? '')),
    })),
  });
}

function resourceOf({ request, world }: Call, { namespace }: BatchRequest, id: string): AzureRecord {
  const record = world.find(id);
  if (!record) throw badRequest('BadRequest', `There is no resource ${JSON.stringify(id)}.`);
  if (record.type !== namespace.type) {
    throw badRequest('BadRequest', `The resource ${JSON.stringify(id)} is not of the type ${namespace.type}.`);
  }
  if (!request.path.toLowerCase().startsWith(`/subscriptions/${record.subscription}/`)) {
    throw badRequest('BadRequest', 'All resources of a batch must be in the subscription that is asked.');
  }
  return record;
}

function toMetric(call: Call, batch: BatchRequest, record: AzureRecord, metric: MetricDefinition, id: string) {
  const { name, unit } = metric;
  return {
    id: `${id}/providers/Microsoft.Insights/metrics/${name}`,
    type: 'Microsoft.Insights/metrics',
    name: { value: name, localizedValue: name },
    displayDescription: name,
    unit,
    timeseries: call.fault?.kind === 'empty-success' ? [] : timeSeries(call, batch, record, metric),
    errorCode: 'Success',
  };
}

function timeSeries({ world, worldNow }: Call, batch: BatchRequest, record: AzureRecord, metric: MetricDefinition) {
  const { start, end, intervalMinutes, filter, top } = batch;
  const lines = metric.lines(record, world);
  const wanted = batch.aggregations ?? [metric.aggregation];
  const until = new Date(worldNow.getTime() - lateMs);
  const span = { start, end, intervalMinutes, grainMinutes: metric.grainMinutes, from: record.createdAt, until };
  // Without a filter there is one series, also where nothing is measured; with one, those it lets through.
  if (filter === null) return [{ metadatavalues: [], data: measure(lines, span, wanted) }];
  return groupLines(lines, filter)
    .slice(0, top)
    .map((group) => ({
      metadatavalues: group.dimensions.map(([dimension, value]) => ({
        name: { value: dimension.toLowerCase(), localizedValue: dimension.toLowerCase() },
        value,
      })),
      data: measure(group.lines, span, wanted),
    }));
}
