import type { LiveSeries } from '../../contract/provider';

/**
 * Which of the series a server has is the one that was asked for; null where none is, `ambiguous` where several may be.
 * Without a UUID a host's name tells a device only within its cluster, which not every scraper names.
 */
export function pickOwnSeries<T extends LiveSeries>(served: readonly T[], series: LiveSeries): T | 'ambiguous' | null {
  const { 'gpu.uuid': uuid, 'k8s.cluster.name': cluster } = series.attributes;
  const alike = served.filter(
    ({ metric, definition, attributes: { 'k8s.cluster.name': told, ...attributes } }) =>
      metric === series.metric &&
      definition === series.definition &&
      toDeviceKey(attributes) === toDeviceKey(series.attributes) &&
      (uuid !== undefined || told === undefined || cluster === undefined || told === cluster),
  );
  const exact = alike.filter(({ attributes }) => toKey(attributes) === toKey(series.attributes));
  const [first, ...others] = exact.length > 0 ? exact : alike;
  if (first === undefined) return null;
  return others.length > 0 && uuid === undefined ? 'ambiguous' : first;
}

/** An exporter in a pod is known by its node once another series of it tells so: the host is what may differ. */
function toDeviceKey({ 'host.name': _, 'k8s.cluster.name': __, ...attributes }: LiveSeries['attributes']): string {
  return toKey(attributes);
}

function toKey(attributes: LiveSeries['attributes']): string {
  return JSON.stringify(Object.entries(attributes).sort(([one], [other]) => (one < other ? -1 : 1)));
}
