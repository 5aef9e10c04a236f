import { z } from 'zod';
import type { InventoryItem } from '@/lib/domain/resource';
import { ProviderError } from '../../contract/provider-error';
import { NothingTold } from '../connect/answers';
import type { Slurm, SlurmResource } from '../connect/open-slurm';
import { numberSchema } from '../wire/fields';

export type ListResource = Exclude<SlurmResource, 'ping' | 'diag'>;

/** One listing, and what could not be read of it. */
export interface ListRead {
  items: InventoryItem[];
  faults: ProviderError[];
}

/**
 * Reads a whole list. `toItem` may throw a ZodError for an entry that is not as described: the others stand.
 * Throws a `ProviderError`.
 */
export async function readList(
  slurm: Slurm,
  resource: ListResource,
  toItem: (entry: unknown) => InventoryItem,
): Promise<ListRead> {
  const entries = await askForEntries(slurm, resource);
  const items = new Map<string, InventoryItem>();
  // Only the first is kept: a hostile answer can hold millions.
  let first: z.ZodError | null = null;
  let count = 0;
  for (const entry of entries) {
    try {
      const item = toItem(entry);
      items.set(item.nativeId, item);
    } catch (error) {
      if (!(error instanceof z.ZodError)) throw error;
      first ??= error;
      count += 1;
    }
  }
  return {
    items: [...items.values()],
    faults: first === null ? [] : [toUnreadable(slurm, resource, first, count)],
  };
}

/**
 * The entries of a whole list, which Slurm answers in one. From v0.0.40 on it tells when they last changed: an empty list
 * that does not is what is sent when nothing changed, and no empty cluster. Throws a `ProviderError`.
 */
export function askForEntries(slurm: Slurm, resource: ListResource): Promise<unknown[]> {
  const schema = z.object({ [resource]: z.array(z.unknown()) });
  return slurm.request(resource, (document) => {
    const { [resource]: entries = [] } = schema.parse(document);
    const { last_update: lastUpdate } = datedSchema.parse(document);
    if (entries.length === 0 && lastUpdate === null) throw new NothingTold();
    return entries;
  });
}

/** Undefined where the version does not tell, null where it tells of none. */
const datedSchema = z.object({ last_update: numberSchema.optional() });

function toUnreadable({ place }: Slurm, resource: SlurmResource, cause: z.ZodError, count: number): ProviderError {
  return new ProviderError({
    kind: 'response-unexpected',
    code: 'UnreadableEntry',
    operation: `slurm:${resource}`,
    message: `The list slurm:${resource} of ${place} has entries that are not as the API describes them (${count}).`,
    remedy: 'Check that the endpoint is slurmrestd; if it is, its version may be newer than Millwright.',
    cause,
  });
}
