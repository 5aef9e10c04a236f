import { type MetricName, type MetricSubject, metricSubjects, metrics } from '@/lib/domain/metric';
import { toStorableText } from '../../../inventory/storable-text';
import type { SeriesIdentity, StoredSeries } from '../../metric-store';
import { toSeriesKey } from '../../series-key';
import type { Label } from '../wire/encode-write-request';
import { fromLabelName, fromLabelValue, toLabelName, toLabelValue } from './label-names';

/** The labels of our own, beside those of the attributes. */
export const ownLabels = {
  connection: 'connection',
  definition: 'definition',
  metric: 'metric',
  subject: 'subject',
  unit: 'unit',
} as const;

const namePrefix = 'millwright_';

/**
 * The name of a metric's series: `millwright_` and the metric's with underscores for dots, so that nobody takes it for what
 * another exporter writes. Functions over time drop it, so the label `metric` holds the metric's own name once more.
 */
export function toSeriesName(metric: MetricName): string {
  return namePrefix + metric.replaceAll('.', '_');
}

/** In the order of their names. */
export function toLabels({ connectionId, metric, definition, subject, attributes }: SeriesIdentity): Label[] {
  const labels = [
    { name: '__name__', value: toSeriesName(metric) },
    { name: ownLabels.connection, value: toText(connectionId) },
    { name: ownLabels.definition, value: toText(definition) },
    { name: ownLabels.metric, value: metric },
    { name: ownLabels.subject, value: subject },
    { name: ownLabels.unit, value: metrics[metric].unit },
    ...Object.entries(attributes).map(([key, value]) => ({ name: toLabelName(key), value: toText(value) })),
  ];
  return labels.sort((left, right) => (left.name < right.name ? -1 : 1));
}

/** The series of such labels; null when they are none of ours. Labels that a replica or a proxy added are left out. */
export function fromLabels(labels: Readonly<Record<string, string>>): StoredSeries | null {
  const { connection, definition, metric, subject, unit } = labels;
  if (connection === undefined || definition === undefined || unit === undefined) return null;
  if (!isMetricName(metric) || !isMetricSubject(subject)) return null;
  const attributes: [string, string][] = [];
  for (const name in labels) {
    const [key, value] = [keyOf(name), labels[name]];
    if (key !== null && value !== undefined) attributes.push([key, fromLabelValue(value)]);
  }
  return {
    connectionId: fromLabelValue(connection),
    metric,
    unit,
    definition: fromLabelValue(definition),
    subject,
    // Not by assignment, which loses an attribute that is called __proto__.
    attributes: Object.fromEntries(attributes),
  };
}

/** The same few names come with every series. */
const keys = new Map<string, string | null>();
const mostKeys = 10_000;

function keyOf(name: string): string | null {
  const known = keys.get(name);
  if (known !== undefined) return known;
  const key = fromLabelName(name);
  if (keys.size < mostKeys) keys.set(name, key);
  return key;
}

/** Equal for two series exactly when they are one. */
export function toIdentityKey(series: SeriesIdentity): string {
  const { group, attributes } = toSeriesKey(series);
  return `${series.connectionId}\n${group}\n${attributes}`;
}

/** Text as every store of ours takes it. */
function toText(value: string): string {
  return toLabelValue(toStorableText(value));
}

function isMetricName(name: string | undefined): name is MetricName {
  return name !== undefined && Object.hasOwn(metrics, name);
}

function isMetricSubject(subject: string | undefined): subject is MetricSubject {
  return metricSubjects.some((one) => one === subject);
}
