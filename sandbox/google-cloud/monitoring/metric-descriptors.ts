import { projects } from '../../world/google-cloud/geography';
import type { Scope } from '../assets/scope';
import { type Call, integerOf } from '../call';
import type { Document } from '../documents/write';
import { GoogleError, invalidArgument } from '../google-error';
import { pageOf } from '../paging';
import { parseFilter } from './filter';
import type { MetricSource } from './metric-source';
import { metricSources } from './metric-sources';

const defaultSize = 10_000;

/** Answers `monitoring … /metricDescriptors`. */
export function listMetricDescriptors(call: Call, scope: Scope): unknown {
  const project = projectOf(scope);
  const text = call.query.get('filter') ?? '';
  const filter = text === '' ? null : parseFilter(text);
  const size = integerOf(call.query, 'pageSize', defaultSize);
  if (size === null || size < 0) throw invalidArgument('Field pageSize had an invalid value.');
  const { items, nextPageToken } = pageOf({
    items: metricSources.filter(({ type }) => {
      const candidate = { metricType: type, metricLabels: {}, resource: { type: '', labels: {} }, project };
      return filter === null || filter.test(candidate);
    }),
    keyOf: ({ type }) => type,
    size: size === 0 ? defaultSize : size,
    token: call.query.get('pageToken') ?? '',
    question: ['metricDescriptors', scope.name, text],
    signingKey: call.trust.signingKey,
    fault: call.fault,
  });
  return {
    ...(items.length === 0 ? {} : { metricDescriptors: items.map((metric) => writeDescriptor(metric, project)) }),
    ...(nextPageToken === undefined ? {} : { nextPageToken }),
  };
}

/** Answers `monitoring … /metricDescriptors/TYPE`. */
export function getMetricDescriptor({ params }: Call, scope: Scope): unknown {
  const metric = metricSources.find(({ type }) => type === params[1]);
  if (!metric) throw new GoogleError('NOT_FOUND', `Could not find descriptor for metric '${params[1] ?? ''}'.`);
  return writeDescriptor(metric, projectOf(scope));
}

function projectOf(scope: Scope): string {
  if (scope.project === null) throw invalidArgument('Only the metrics of projects can be listed here.');
  return projects[scope.project].id;
}

function writeDescriptor(metric: MetricSource, project: string): Document {
  const { type, kind, valueType, unit, displayName, description, labels, resourceTypes } = metric;
  return {
    name: `projects/${project}/metricDescriptors/${type}`,
    type,
    metricKind: kind,
    valueType,
    ...(unit === '' ? {} : { unit }),
    displayName,
    description,
    labels: labels.map((key) => ({ key, description: key.replaceAll('_', ' ') })),
    monitoredResourceTypes: resourceTypes,
    metadata: { launchStage: 'GA', samplePeriod: '60s', ingestDelay: '120s' },
    launchStage: 'GA',
  };
}
