import type { Measured } from './measured';

/** Series of one group made one, moment by moment; the fields name labels to keep, e.g. `resource.labels.zone`. */
export function reduceSeries(
  all: readonly Measured[],
  reduce: (values: number[]) => number,
  fields: readonly string[],
): Measured[] {
  const groups = new Map<string, { head: Measured; values: Map<number, { startMs: number; values: number[] }> }>();
  for (const series of all) {
    const head = keep(series, fields);
    const key = JSON.stringify([head.metricLabels, head.resource]);
    const group = groups.get(key) ?? { head, values: new Map() };
    groups.set(key, group);
    for (const { startMs, endMs, value } of series.points) {
      const moment = group.values.get(endMs);
      if (moment) moment.values.push(value);
      else group.values.set(endMs, { startMs, values: [value] });
    }
  }
  return [...groups.values()].map(({ head, values }) => ({
    ...head,
    points: [...values]
      .map(([endMs, moment]) => ({ startMs: moment.startMs, endMs, value: reduce(moment.values) }))
      .sort((left, right) => left.endMs - right.endMs),
  }));
}

function keep({ metricLabels, resource }: Measured, fields: readonly string[]): Measured {
  const named = (prefix: string) =>
    fields.flatMap((field) => new RegExp(`^${prefix}\\.labels?\\.(\\w+)$`).exec(field)?.[1] ?? []);
  const pick = (labels: Record<string, string>, names: readonly string[]) =>
    Object.fromEntries(Object.entries(labels).filter(([name]) => names.includes(name)));
  return {
    metricLabels: pick(metricLabels, named('metric')),
    resource: { type: resource.type, labels: pick(resource.labels, ['project_id', ...named('resource')]) },
    points: [],
  };
}
