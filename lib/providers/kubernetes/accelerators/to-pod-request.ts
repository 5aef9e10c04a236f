import { z } from 'zod';
import { type Quantities, quantitiesSchema } from '../objects/object-schema';
import { parseQuantity } from '../objects/parse-quantity';
import { acceleratorsIn } from './accelerator-resources';

export const containerSchema = z.object({
  name: z.string(),
  image: z.string().optional(),
  /** `Always` makes an init container a sidecar, which runs beside the others. */
  restartPolicy: z.string().optional(),
  resources: z.object({ requests: quantitiesSchema.nullish(), limits: quantitiesSchema.nullish() }).nullish(),
});
export type Container = z.output<typeof containerSchema>;

/**
 * The accelerators that the scheduler sets aside for a pod: those of all its containers, or of the one init container
 * that wants more, since init containers run before, one after another. Empty for a pod that wants none.
 */
export function toPodRequest(containers: readonly Container[], initContainers: readonly Container[]): Quantities {
  let running: Quantities = {};
  let starting: Quantities = {};
  for (const container of initContainers) {
    const wanted = wantedBy(container);
    if (container.restartPolicy === 'Always') running = combine(running, wanted, add);
    else starting = combine(starting, combine(running, wanted, add), Math.max);
  }
  for (const container of containers) running = combine(running, wantedBy(container), add);
  return acceleratorsIn(combine(running, starting, Math.max));
}

const add = (one: number, other: number) => one + other;

/** An extended resource's limit is its request; a request alone is not valid but is taken for what it says. */
function wantedBy({ resources }: Container): Quantities {
  return acceleratorsIn({ ...resources?.requests, ...resources?.limits });
}

function combine(one: Quantities, other: Quantities, join: (one: number, other: number) => number): Quantities {
  const names = new Set([...Object.keys(one), ...Object.keys(other)]);
  return Object.fromEntries([...names].map((name) => [name, join(toNumber(one, name), toNumber(other, name))]));
}

/** A quantity that is not named is none; one that cannot be read stays so. */
function toNumber(quantities: Quantities, name: string): number {
  return Object.hasOwn(quantities, name) ? (parseQuantity(quantities[name]) ?? Number.NaN) : 0;
}
