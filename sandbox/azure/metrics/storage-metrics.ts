import { type AzureType, isOf } from '../../world/azure/records';
import { idOf } from '../../world/azure/resource-id';
import type { MetricDefinition, MetricNamespace } from './metric-definition';
import { steady, wholeWave } from './wave';

const bytesPerTiB = 1024 ** 4;
const bytesPerGiB = 1024 ** 3;

export const storageAccountMetrics: MetricNamespace = {
  type: 'microsoft.storage/storageaccounts',
  metrics: [
    { ...metric('microsoft.storage/storageaccounts', 'UsedCapacity', 'Bytes', 4e12, 6e12), grainMinutes: 60 },
    { ...metric('microsoft.storage/storageaccounts', 'Ingress', 'Bytes', 1e6, 4e10), aggregation: 'total' },
    { ...metric('microsoft.storage/storageaccounts', 'Egress', 'Bytes', 1e6, 9e10), aggregation: 'total' },
  ],
};

const netAppType = 'microsoft.netapp/netappaccounts/capacitypools/volumes';

export const netAppMetrics: MetricNamespace = {
  type: netAppType,
  metrics: [
    metric(netAppType, 'VolumeLogicalSize', 'Bytes', 1e11, 9e11),
    {
      ...metric(netAppType, 'VolumeAllocatedSize', 'Bytes', 0, 0),
      lines: (record) =>
        isOf(netAppType, record)
          ? [{ dimensions: {}, sample: steady(`${idOf(record)} size`, record.sizeGiB * bytesPerGiB) }]
          : [],
    },
    metric(netAppType, 'ReadThroughput', 'BytesPerSecond', 1e6, 2e9),
    metric(netAppType, 'WriteThroughput', 'BytesPerSecond', 1e6, 1e9),
  ],
};

const lustreType = 'microsoft.storagecache/amlfilesystems';

export const lustreMetrics: MetricNamespace = {
  type: lustreType,
  metrics: [
    metric(lustreType, 'ClientReadThroughput', 'BytesPerSecond', 1e8, 9e9),
    metric(lustreType, 'ClientWriteThroughput', 'BytesPerSecond', 1e8, 7e9),
    perTarget('OSTBytesTotal', 1),
    perTarget('OSTBytesUsed', 0.6),
  ],
};

function metric(
  type: AzureType,
  name: string,
  unit: MetricDefinition['unit'],
  low: number,
  high: number,
): MetricDefinition {
  return {
    name,
    unit,
    aggregation: 'average',
    grainMinutes: 1,
    dimensions: [],
    lines: (record) =>
      isOf(type, record) ? [{ dimensions: {}, sample: wholeWave(`${idOf(record)} ${name}`, { low, high }) }] : [],
  };
}

/** A file system's space is told target by target. */
function perTarget(name: string, share: number): MetricDefinition {
  return {
    name,
    unit: 'Bytes',
    aggregation: 'average',
    grainMinutes: 1,
    dimensions: ['ostnum'],
    lines: (record) =>
      isOf(lustreType, record)
        ? Array.from({ length: 4 }, (_, target) => ({
            dimensions: { ostnum: String(target) },
            sample: steady(`${idOf(record)} ${target} ${name}`, (record.capacityTiB * bytesPerTiB * share) / 4),
          }))
        : [],
  };
}
