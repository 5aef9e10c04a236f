import { badRequest } from '../refusals';
import type { MetricDefinition, MetricLine } from './metric-definition';

/** What lines are told apart by, and which of them are wanted; `*` wants all. */
export type DimensionFilter = readonly { dimension: string; value: string }[];

/** Reads `Name eq 'value' and Other eq '*'`. */
export function parseFilter(text: string, metrics: readonly MetricDefinition[]): DimensionFilter {
  return text.split(/\s+and\s+/i).map((part) => {
    const match = /^\s*(?<name>\w+)\s+eq\s+'(?<value>[^']*)'\s*$/i.exec(part)?.groups;
    if (!match) throw badRequest('BadRequest', `The filter cannot be read at ${JSON.stringify(part)}.`);
    const { name = '', value = '' } = match;
    const dimension = metrics[0]?.dimensions.find((each) => each.toLowerCase() === name.toLowerCase());
    const isShared = metrics.every(({ dimensions }) => dimension !== undefined && dimensions.includes(dimension));
    if (dimension === undefined || !isShared) {
      throw badRequest('BadRequest', `Not every metric asked for has a dimension ${JSON.stringify(name)}.`);
    }
    return { dimension, value };
  });
}

/** Lines that belong together: those with the same values of the filtered dimensions, in order of appearance. */
export function groupLines(
  lines: readonly MetricLine[],
  filter: DimensionFilter,
): { dimensions: [string, string][]; lines: MetricLine[] }[] {
  const groups = new Map<string, { dimensions: [string, string][]; lines: MetricLine[] }>();
  for (const line of lines) {
    const values = filter.map(({ dimension }): [string, string] => [dimension, line.dimensions[dimension] ?? '']);
    const isWanted = filter.every(({ value }, index) => value === '*' || value === values[index]?.[1]);
    if (!isWanted) continue;
    const key = JSON.stringify(values);
    const group = groups.get(key);
    if (group) group.lines.push(line);
    else groups.set(key, { dimensions: values, lines: [line] });
  }
  return [...groups.values()];
}
