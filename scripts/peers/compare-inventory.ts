import { isDeepStrictEqual } from 'node:util';
import { z } from 'zod';

/** One resource with everything the comparison looks at; `createdAt` in milliseconds, null where the peer does not say. */
export const comparedSchema = z.object({
  kind: z.string(),
  nativeId: z.string(),
  nativeType: z.string(),
  name: z.string(),
  account: z.string(),
  region: z.string(),
  zone: z.string().nullable(),
  status: z.string(),
  nativeStatus: z.string().nullable(),
  size: z.string().nullable(),
  accelerators: z
    .array(z.object({ model: z.string(), count: z.number(), memoryBytes: z.number().nullable() }))
    .nullable(),
  gpuCount: z.number().nullable(),
  tags: z.record(z.string(), z.string()).nullable(),
  site: z.string(),
  team: z.string().nullable(),
  owner: z.string().nullable(),
  createdAt: z.number().nullable(),
});
export type Compared = z.infer<typeof comparedSchema>;

const fields = comparedSchema.keyof().options;

export interface Comparison {
  /** Resources that agree in every field. */
  equal: number;
  /** One line for every resource that is missing, too many or different. */
  faults: string[];
}

/** Holds what is shown against what is there, resource by resource and field by field. */
export function compareInventory(expected: Compared[], shown: Compared[]): Comparison {
  const rest = new Map(shown.map((resource) => [toKey(resource), resource]));
  const faults = shown.length === rest.size ? [] : [`${shown.length - rest.size} resources are shown twice`];
  let equal = 0;
  for (const resource of expected) {
    const key = toKey(resource);
    const found = rest.get(key);
    rest.delete(key);
    const differences = found === undefined ? ['missing'] : findDifferences(resource, found);
    if (differences.length === 0) equal += 1;
    else faults.push(`${key}: ${differences.join('; ')}`);
  }
  faults.push(...[...rest.keys()].map((key) => `${key}: shown, but not there`));
  return { equal, faults };
}

function findDifferences(expected: Compared, shown: Compared): string[] {
  return fields
    .filter((field) => !isDeepStrictEqual(expected[field], shown[field]))
    .map((field) => `${field} is ${JSON.stringify(expected[field])}, shown as ${JSON.stringify(shown[field])}`);
}

function toKey({ kind, nativeId }: Compared): string {
  return `${kind} ${nativeId}`;
}
