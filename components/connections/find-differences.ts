import type { Connection } from '@/lib/api/contracts/connections';

type Compared = Pick<Connection, 'name' | 'settings' | 'tagRules' | 'intervalMs' | 'paused' | 'secretSetAt'>;

export interface Difference {
  /** `name`, `settings.regions`, … */
  name: string;
  before: string;
  after: string;
}

function toText(value: unknown): string {
  if (value === undefined || value === null) return 'not set';
  if (Array.isArray(value)) return value.length === 0 ? 'none' : value.map(toText).join('\n');
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function flatten(connection: Compared): Map<string, string> {
  const { name, settings, tagRules, intervalMs, paused, secretSetAt } = connection;
  const entries: [string, unknown][] = [
    ['name', name],
    ...Object.entries(settings ?? {}).map(([key, value]): [string, unknown] => [`settings.${key}`, value]),
    ...Object.entries(tagRules).map(([key, value]): [string, unknown] => [`tag keys of ${key}`, value]),
    ['minutes between reads', intervalMs / 60_000],
    ['paused', paused],
    ['secret set', secretSetAt],
  ];
  return new Map(entries.map(([key, value]) => [key, toText(value)]));
}

/** What differs between two versions of a connection, as text fit to show. Secrets show only when they were set. */
export function findDifferences(base: Compared, newer: Compared): Difference[] {
  const before = flatten(base);
  const after = flatten(newer);
  return [...new Set([...before.keys(), ...after.keys()])]
    .map((name) => ({ name, before: before.get(name) ?? 'not set', after: after.get(name) ?? 'not set' }))
    .filter((difference) => difference.before !== difference.after);
}
