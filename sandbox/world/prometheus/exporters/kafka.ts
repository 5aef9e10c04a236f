import { idleTopic, laggingConsumer } from '../incidents';
import type { ExporterSeries, Labels, MetricType } from '../series';
import { counter, type Wave, wave } from '../waves';

const partitions = 6;
const dayMs = 86_400_000;

const consumers: readonly { group: string; topic: string; perSecond: number }[] = [
  { ...laggingConsumer, perSecond: 4200 },
  { group: 'drift-monitor', topic: 'inference.events', perSecond: 4200 },
  { group: 'billing-rollup', topic: 'usage.records', perSecond: 300 },
];

/** Every series of the Kafka exporter, and of MirrorMaker 2 on its way from Munich to Frankfurt. */
export function kafkaSeries(seed: string): ExporterSeries[] {
  const series: ExporterSeries[] = [];
  const add = (name: string, type: MetricType, help: string, labels: Labels, valueAt: Wave) =>
    series.push({ family: { name, type, help }, labels, valueAt });

  const topics = new Map(consumers.map(({ topic, perSecond }) => [topic, perSecond]));
  for (const [topic, perSecond] of topics) {
    for (let partition = 0; partition < partitions; partition++) {
      const head = headOf(seed, topic, partition, perSecond);
      add(
        'kafka_topic_partition_current_offset',
        'gauge',
        'Current Offset of a Broker at Topic/Partition',
        { topic, partition: String(partition) },
        head,
      );
    }
  }
  for (const { group, topic, perSecond } of consumers) {
    const lag = lagOf(seed, group, topic);
    for (let partition = 0; partition < partitions; partition++) {
      const labels = { consumergroup: group, topic, partition: String(partition) };
      const head = headOf(seed, topic, partition, perSecond);
      add(
        'kafka_consumergroup_lag',
        'gauge',
        'Current Approximate Lag of a ConsumerGroup at Topic/Partition',
        labels,
        lag,
      );
      add(
        'kafka_consumergroup_current_offset',
        'gauge',
        'Current Offset of a ConsumerGroup at Topic/Partition',
        labels,
        (ms) => head(ms) - lag(ms),
      );
    }
    add(
      'kafka_consumergroup_lag_sum',
      'gauge',
      'Current Approximate Lag of a ConsumerGroup at Topic for all partitions',
      { consumergroup: group, topic },
      (ms) => lag(ms) * partitions,
    );
  }
  for (const topic of [...topics.keys(), idleTopic]) {
    for (let partition = 0; partition < 2; partition++) {
      const labels = { source: 'munich', target: 'frankfurt', topic: `munich.${topic}`, partition: String(partition) };
      const latency = topic === idleTopic ? () => Number.NaN : wave(seed, `mirror/${topic}/${partition}`, 40, 900);
      const mirror = 'kafka_connect_mirror_mirrorsourceconnector';
      add(
        `${mirror}_replication_latency_ms`,
        'gauge',
        'Time between a record’s timestamp and its replication, in milliseconds',
        labels,
        latency,
      );
      add(
        `${mirror}_replication_latency_ms_max`,
        'gauge',
        'Longest replication latency, in milliseconds',
        labels,
        (ms) => latency(ms) * 2.5,
      );
      add(
        `${mirror}_record_age_ms`,
        'gauge',
        'Age of incoming records when they are replicated, in milliseconds',
        labels,
        (ms) => latency(ms) * 0.8,
      );
      add(`${mirror}_record_count`, 'counter', 'Records replicated', labels, (ms) =>
        topic === idleTopic ? 0 : Math.floor(counter(seed, `mirror-count/${topic}/${partition}`, 600)(ms)),
      );
    }
  }
  return series;
}

function headOf(seed: string, topic: string, partition: number, perSecond: number): Wave {
  const values = counter(seed, `topic/${topic}/${partition}`, perSecond / partitions);
  return (ms) => Math.floor(values(ms));
}

/** The one that cannot keep up falls behind from midnight on, until it is reset the next midnight. */
function lagOf(seed: string, group: string, topic: string): Wave {
  if (group === laggingConsumer.group) return (ms) => Math.floor(((ms % dayMs) / 1000) * 35);
  const values = wave(seed, `lag/${group}/${topic}`, 0, 240);
  return (ms) => Math.max(0, Math.round(values(ms)));
}
