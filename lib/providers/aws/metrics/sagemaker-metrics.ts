import type { Metric } from '@aws-sdk/client-cloudwatch';
import type { MetricName } from '@/lib/domain/metric';
import { type Dimensions, type MetricGroup, type MetricSource, toDimensions } from './metric-source';
import { readEndpointDevices, readJobDevices, type SagemakerDevices } from './sagemaker-devices';

/** What is known of the devices that one name stands for: of a variant of an endpoint, or of a training job. */
type DevicesByName = ReadonlyMap<string, SagemakerDevices>;

/**
 * Both come as the sum over an instance's devices: 800 percent where all eight are busy. Divided by their number, a value
 * is the mean over the devices of a host, or of a variant's hosts, and of none of them: 0.5 may be four busy and four idle.
 */
const deviceMetrics: [name: string, metric: MetricName][] = [
  ['GPUUtilization', 'hw.gpu.utilization'],
  ['GPUMemoryUtilization', 'hw.gpu.memory.utilization'],
];

/** What the dimensions of a metric name, as they are looked up and told; null for those of something else. */
type Name = (dimensions: Dimensions) => { key: string; attributes: Record<string, string> } | null;

/**
 * A variant, over its instances; CloudWatch takes the mean of theirs. Enhanced metrics have more dimensions, and are of
 * parts of it.
 */
const toVariant: Name = ({ EndpointName, VariantName, ...others }) =>
  EndpointName && VariantName && Object.keys(others).length === 0
    ? { key: toVariantKey(EndpointName, VariantName), attributes: { 'endpoint.variant': VariantName } }
    : null;

const toVariantKey = (endpoint: string, variant: string): string => JSON.stringify([endpoint, variant]);

/** `Host` is the job's name and one of its hosts: `llm-2026/algo-1`. */
const toJobHost: Name = ({ Host, ...others }) => {
  const [job, host, ...more] = Host?.split('/') ?? [];
  return job && host && more.length === 0 && Object.keys(others).length === 0
    ? { key: job, attributes: { 'host.name': host } }
    : null;
};

/**
 * Not devices but what ran on them, so that a fleet's devices are counted where they are. `resource` is the ARN of the
 * endpoint or job; `host.name` one of the job's hosts, while CloudWatch tells no hosts of a variant.
 */
const toSources = (dimension: string, toName: Name, devices: DevicesByName): MetricSource[] =>
  deviceMetrics.map(([name, metric]) => ({
    name,
    dimension,
    metric,
    subject: 'container',
    toUnit: (value, count) => value / 100 / count,
    identify: (dimensions) => {
      const named = toName(dimensions);
      const known = named && devices.get(named.key);
      return known ? { attributes: { resource: known.arn, ...named.attributes }, count: known.perInstance } : null;
    },
  }));

/** The dimensions of the listed metrics that name what is read. */
const namedBy = (listed: readonly Metric[], toName: Name): Dimensions[] =>
  listed.flatMap((metric) => {
    const dimensions = toDimensions(metric);
    return dimensions !== null && toName(dimensions) !== null ? [dimensions] : [];
  });

/** GPU metrics of the instances that SageMaker serves models from, which no account sees as its own. */
export const endpointMetrics: MetricGroup = {
  namespace: '/aws/sagemaker/Endpoints',
  sources: toSources('VariantName', toVariant, new Map()),
  async resolve(context, listed, faults) {
    const variantsOf = new Map<string, Set<string>>();
    for (const { EndpointName = '', VariantName = '' } of namedBy(listed, toVariant))
      variantsOf.set(EndpointName, (variantsOf.get(EndpointName) ?? new Set()).add(VariantName));
    const found = await readEndpointDevices(context, variantsOf, faults);
    return toSources(
      'VariantName',
      toVariant,
      new Map(found.map(({ endpoint, variant, ...devices }) => [toVariantKey(endpoint, variant), devices])),
    );
  },
};

/** GPU metrics of the instances that SageMaker trains on. */
export const trainingJobMetrics: MetricGroup = {
  namespace: '/aws/sagemaker/TrainingJobs',
  sources: toSources('Host', toJobHost, new Map()),
  async resolve(context, listed, faults) {
    const jobs = new Set(namedBy(listed, toJobHost).flatMap((dimensions) => toJobHost(dimensions)?.key ?? []));
    return toSources('Host', toJobHost, await readJobDevices(context, jobs, faults));
  },
};
