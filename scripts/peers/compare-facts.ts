import { isDeepStrictEqual } from 'node:util';
import type { Resource } from '@/lib/api/contracts/inventory';
import type { Source } from '@/lib/api/contracts/sources';
import type { Counts } from '../counts/counts';

/** What one read through the console came to. */
export interface PeerRead {
  items: Resource[];
  gaps: Source['gaps'];
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
  let equal = 0;
  for (const [key, facts] of expected) {
    const item = shown.get(key);
    shown.delete(key);
    const differences = item === undefined ? [`${key}: missing`] : findDifferences(key, facts, item);
    if (differences.length === 0) equal += 1;
    else faults.push(differences.join('; '));
  }
  faults.push(...[...shown.keys()].map((key) => `${key}: shown, but not there`));
  const told = gaps.map(({ fault, operation }) => `${fault}: ${operation}`);
  const gapFaults = [
    ...told.filter((gap) => !foreseen.includes(gap)).map((gap) => `the gap "${gap}" was not foreseen`),
    ...foreseen.filter((gap) => !told.includes(gap)).map((gap) => `the gap "${gap}" is not told`),
  ];
  for (const fault of [...faults.slice(0, 20), ...gapFaults]) console.error(`${peer}: ${fault}`);
  console.log(
    `${peer}: ${equal} of ${expected.size} resources as they are; ${told.length} gaps told, ${foreseen.length} foreseen`,
  );
  const isTold = gapFaults.length === 0;
  return { passed: equal + (isTold ? 1 : 0), failed: faults.length + (isTold ? 0 : 1), skipped: 0 };
}

function findDifferences(key: string, facts: object, item: Resource): string[] {
  const shown: Record<string, unknown> = { ...item };
  return Object.entries(facts)
    .filter(([field, value]) => !isDeepStrictEqual(shown[field], value))
    .map(([field, value]) => `${key}: ${field} is ${JSON.stringify(value)}, shown as ${JSON.stringify(shown[field])}`);
}
