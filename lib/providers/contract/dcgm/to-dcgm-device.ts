import { type Labels, pickLabel } from './labels';

/**
 * What tells one device, whole or `withSlice` one slice of it, from all others: its UUID where the exporter gives it, and
 * its index on its host, by which inventories know it. Without a UUID both host and index are needed: null when the labels
 * do not tell them. The host's name stands under `Hostname` in older exporters and under `hostname` in newer ones; the
 * cluster's is there where the exporter or its scraper tells it, since two clusters may have hosts of one name.
 */
export function toDcgmDevice(labels: Labels, withSlice: boolean): Record<string, string> | null {
  const uuid = pickLabel(labels, 'UUID', 'uuid', 'gpu_uuid');
  const host = pickLabel(labels, 'Hostname', 'hostname', 'node');
  const index = pickLabel(labels, 'gpu');
  const cluster = pickLabel(labels, 'cluster', 'k8s_cluster_name');
  if (uuid === undefined && (host === undefined || index === undefined)) return null;
  return {
    ...told('gpu.uuid', uuid),
    ...told('host.name', host),
    ...told('gpu.index', index),
    ...told('k8s.cluster.name', cluster),
    ...(withSlice ? toSlice(labels) : {}),
  };
}

/** Whether the series is of a slice of a device (MIG), not of the whole. */
export function isSlice(labels: Labels): boolean {
  return pickLabel(labels, 'GPU_I_ID') !== undefined;
}

function toSlice(labels: Labels): Record<string, string> {
  const id = pickLabel(labels, 'GPU_I_ID');
  if (id === undefined) return {};
  return { 'gpu.mig.id': id, ...told('gpu.mig.profile', pickLabel(labels, 'GPU_I_PROFILE')) };
}

function told(key: string, value: string | undefined): Record<string, string> {
  return value === undefined ? {} : { [key]: value };
}
