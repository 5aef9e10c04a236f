import type { MetricName } from '@/lib/domain/metric';
import type { AwsPlace } from '../connect/region-context';
import { toArn } from '../inventory/to-arn';
import {
  asIs,
  byAttributes,
  type Dimensions,
  fromMebibytes,
  fromPercent,
  type MetricGroup,
  type MetricSource,
  type ToAttributes,
  told,
} from './metric-source';

/** By the instance where the agent was told to append its id, else by the host's name. */
function toHost({ InstanceId, host }: Dimensions, place: AwsPlace): Record<string, string> | null {
  if (!InstanceId && !host) return null;
  return {
    ...(InstanceId ? { resource: toArn(place, 'ec2', `instance/${InstanceId}`) } : {}),
    ...told('host.name', host),
  };
}

/** The agent drops a device's UUID, so its index on the host tells it from the others. */
function toDevice(dimensions: Dimensions, place: AwsPlace): Record<string, string> | null {
  const host = toHost(dimensions, place);
  if (host === null || !dimensions.index) return null;
  return { ...host, 'gpu.index': dimensions.index, ...told('gpu.model', dimensions.name) };
}

const toProcessors: ToAttributes = (dimensions, place) =>
  dimensions.cpu === 'cpu-total' ? toHost(dimensions, place) : null;

function toFileSystem(dimensions: Dimensions, place: AwsPlace): Record<string, string> | null {
  const { path, device, fstype } = dimensions;
  const host = toHost(dimensions, place);
  return host && path ? { ...host, mountpoint: path, ...told('device', device), ...told('fstype', fstype) } : null;
}

const ofDevices = (name: string, metric: MetricName, toUnit: MetricSource['toUnit']): MetricSource => ({
  name: `nvidia_smi_${name}`,
  dimension: 'index',
  metric,
  subject: 'accelerator',
  toUnit,
  identify: byAttributes(toDevice),
});

const ofHosts = (
  name: string,
  metric: MetricName,
  toUnit: MetricSource['toUnit'],
  toAttributes: ToAttributes,
  dimension: string | null,
): MetricSource => ({ name, dimension, metric, subject: 'host', toUnit, identify: byAttributes(toAttributes) });

/**
 * What the CloudWatch agent publishes in its default namespace. `utilization_memory` is how busy the memory interface is,
 * of a definition of its own, and no share of memory in use, so it is not read.
 */
export const agentMetrics: MetricGroup = {
  namespace: 'CWAgent',
  sources: [
    ofDevices('utilization_gpu', 'hw.gpu.utilization', fromPercent),
    ofDevices('memory_used', 'hw.gpu.memory.usage', fromMebibytes),
    ofDevices('memory_total', 'hw.gpu.memory.limit', fromMebibytes),
    ofDevices('power_draw', 'hw.power', asIs),
    ofDevices('temperature_gpu', 'hw.temperature', asIs),
    ofHosts('cpu_usage_active', 'host.cpu.utilization', fromPercent, toProcessors, 'cpu'),
    ofHosts('cpu_usage_idle', 'host.cpu.utilization', (idle) => 1 - idle / 100, toProcessors, 'cpu'),
    ofHosts('mem_used', 'host.memory.usage', asIs, toHost, null),
    ofHosts('mem_total', 'host.memory.limit', asIs, toHost, null),
    ofHosts('disk_used', 'host.filesystem.usage', asIs, toFileSystem, 'path'),
    ofHosts('disk_total', 'host.filesystem.limit', asIs, toFileSystem, 'path'),
  ],
};
