import { isDeepStrictEqual } from 'node:util';
import type { Gap } from '@/lib/api/contracts/connections';
import type { Resource } from '@/lib/api/contracts/inventory';
import type { Counts } from '../counts/counts';

/** What one read through the console came to. */
export interface PeerRead {
  items: Resource[];
  gaps: Gap[];
}

/**
 * Holds what is shown against what is there: every expected resource, by `kind nativeId`, with the facts named of it,
 * and nothing beside. Each resource counts as one test, and so does telling no gap but those foreseen.
 */
export function compareFacts(
  peer: string,
  expected: ReadonlyMap<string, object>,
  { items, gaps }: PeerRead,
  foreseen: readonly string[] = [],
): Counts {
  const shown = new Map(items.map((item) => [`${item.kind} ${item.nativeId}`, item]));
  const faults: string[] = [];
  for (const [key, facts] of expected) {
    const item = shown.get(key);
    shown.delete(key);
    if (item === undefined) faults.push(`${key}: missing`);
    else faults.push(...findDifferences(key, facts, item));
  }
  faults.push(...[...shown.keys()].map((key) => `${key}: shown, but not there`));
  const told = gaps.map(({ fault, operation }) => `${fault}: ${operation}`);
  const gapFaults = [
    ...told.filter((gap) => !foreseen.includes(gap)).map((gap) => `the gap "${gap}" was not foreseen`),
    ...foreseen.filter((gap) => !told.includes(gap)).map((gap) => `the gap "${gap}" is not told`),
  ];
  for (const fault of [...faults.slice(0, 20), ...gapFaults]) console.error(`${peer}: ${fault}`);
  const failed = faults.length + (gapFaults.length > 0 ? 1 : 0);
  const equal = expected.size - new Set(faults.map((fault) => fault.split(': ')[0])).size;
  console.log(
    `${peer}: ${Math.max(0, equal)} of ${expected.size} resources as they are; ${told.length} gaps told, ${foreseen.length} foreseen`,
  );
  return { passed: Math.max(0, equal) + (gapFaults.length === 0 ? 1 : 0), failed, skipped: 0 };
}

function findDifferences(key: string, facts: object, item: Resource): string[] {
  const shown: Record<string, unknown> = { ...item };
  return Object.entries(facts)
    .filter(([field, value]) => !isDeepStrictEqual(shown[field], value))
    .map(([field, value]) => `${key}: ${field} is ${JSON.stringify(value)}, shown as ${JSON.stringify(shown[field])}`);
}
