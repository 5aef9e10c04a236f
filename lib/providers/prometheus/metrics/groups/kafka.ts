import type { MetricName, MetricSeries } from '@/lib/domain/metric';
import { gatherSeries } from '../gather-series';
import { type MetricGroup, pickLabels, toTargetAttribute } from '../metric-group';
import { lastOf, type ServedSeries } from '../query-series';
import { toPoints } from '../values';

interface KafkaField {
  metric: MetricName;
  toUnit(value: number): number | null;
  labels: Record<string, string>;
}

/** Below zero the group has committed nothing, so nobody knows how far behind it is. */
const fromLag = (value: number) => (value >= 0 ? value : null);
const fromMilliseconds = (value: number) => (value >= 0 ? value / 1000 : null);

const mirror: KafkaField = {
  metric: 'messaging.replication.lag',
  toUnit: fromMilliseconds,
  labels: {
    'messaging.source': 'source',
    'messaging.destination': 'destination',
    'messaging.target': 'target',
    'messaging.topic': 'topic',
    'messaging.partition': 'partition',
  },
};

/** Lags of partitions only: sums over them hide those that are not known. */
const fields: Record<string, KafkaField> = {
  kafka_consumergroup_lag: {
    metric: 'messaging.consumer.lag',
    toUnit: fromLag,
    labels: {
      'messaging.consumer.group': 'consumergroup',
      'messaging.topic': 'topic',
      'messaging.partition': 'partition',
    },
  },
  kminion_kafka_consumer_group_topic_partition_lag: {
    metric: 'messaging.consumer.lag',
    toUnit: fromLag,
    labels: {
      'messaging.consumer.group': 'group_id',
      'messaging.topic': 'topic_name',
      'messaging.partition': 'partition_id',
    },
  },
  kafka_connect_mirror_mirrorsourceconnector_replication_latency_ms: mirror,
  kafka_connect_mirror_source_connector_replication_latency_ms: mirror,
};

/** Kafka's consumer groups, by the exporters in common use, and MirrorMaker 2 through the JMX exporter. */
export const kafkaGroup = {
  name: 'Kafka',
  queries: [{ expression: lastOf(Object.keys(fields)) }],
  toSeries: (served) => gatherSeries(served.flatMap(toKafkaSeries)),
} satisfies MetricGroup;

function toKafkaSeries({ name, labels, samples }: ServedSeries): MetricSeries[] {
  const field = Object.hasOwn(fields, name) ? fields[name] : undefined;
  if (field === undefined) return [];
  const attributes = { ...toTargetAttribute(labels), ...pickLabels(labels, field.labels) };
  const points = toPoints(samples, field.toUnit);
  return [{ metric: field.metric, definition: name, subject: 'stream', attributes, points }];
}
