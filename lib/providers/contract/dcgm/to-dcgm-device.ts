type Labels = Readonly<Record<string, string>>;

/**
 * What tells one device, whole or `withSlice` one slice of it, from all others: its UUID where the exporter gives it, else
 * its host and index. Null when the labels tell neither. The host's name stands under `Hostname` in older exporters and
 * under `hostname` in newer ones.
 */
export function toDcgmDevice(labels: Labels, withSlice: boolean): Record<string, string> | null {
  const uuid = pick(labels, 'UUID', 'uuid', 'gpu_uuid');
  const host = pick(labels, 'Hostname', 'hostname', 'node');
  const index = pick(labels, 'gpu');
  const slice = withSlice ? toSlice(labels) : {};
  if (uuid !== undefined) return { 'gpu.uuid': uuid, ...(host === undefined ? {} : { 'host.name': host }), ...slice };
  if (host !== undefined && index !== undefined) return { 'host.name': host, 'gpu.index': index, ...slice };
  return null;
}

/** Whether the series is of a slice of a device (MIG), not of the whole. */
export function isSlice(labels: Labels): boolean {
  return pick(labels, 'GPU_I_ID') !== undefined;
}

function toSlice(labels: Labels): Record<string, string> {
  const id = pick(labels, 'GPU_I_ID');
  const profile = pick(labels, 'GPU_I_PROFILE');
  if (id === undefined) return {};
  return { 'gpu.mig.id': id, ...(profile === undefined ? {} : { 'gpu.mig.profile': profile }) };
}

function pick(labels: Labels, ...names: string[]): string | undefined {
  return names.map((name) => (Object.hasOwn(labels, name) ? labels[name] : undefined)).find((value) => value);
}
