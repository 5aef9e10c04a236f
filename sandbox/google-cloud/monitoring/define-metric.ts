import type { MetricSource } from './metric-source';

/** A metric of one kind of resource, described by its display name. */
export interface Entry {
  type: string;
  kind?: MetricSource['kind'];
  valueType: MetricSource['valueType'];
  unit: string;
  displayName: string;
  labels: readonly string[];
  resourceType: string;
  series: MetricSource['series'];
}

/** The metric source of an entry. */
export const define = ({ kind = 'GAUGE', resourceType, displayName, ...rest }: Entry): MetricSource => ({
  ...rest,
  kind,
  displayName,
  description: `${displayName}.`,
  resourceTypes: [resourceType],
});
