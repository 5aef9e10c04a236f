import { z } from 'zod';
import { ProviderError } from '../../contract/provider-error';
import type { Cluster } from '../connect/open-cluster';
import { saysExpired } from '../faults/to-kubernetes-provider-error';
import { type ObjectListing, watchOperation } from '../objects/listing';
import { keyOf, objectSchema } from '../objects/object-schema';

/**
 * How long a watch stays open, in seconds: what happened since the listing arrives at once, and what happens from now
 * on is the next collection's business.
 */
const watchSeconds = 1;

const eventSchema = z.object({ type: z.string(), object: z.unknown() });
const errorObjectSchema = z.object({ code: z.number() });

/** `expired`: the server no longer knows what happened since, so only a new listing can tell. */
export type CatchUp = 'caught-up' | 'expired' | ProviderError;

/**
 * Brings `found`, as listed at `resourceVersion`, up to the present by the changes since. Each change is true by itself
 * and they come in order, so what a watch that broke off has told stands.
 */
export async function catchUp<Kept>(
  cluster: Cluster,
  listing: ObjectListing<Kept>,
  resourceVersion: string,
  found: Map<string, Kept>,
): Promise<CatchUp> {
  let expired = false;
  const take = (line: unknown) => {
    const { type, object } = eventSchema.parse(line);
    if (type === 'ERROR') expired ||= errorObjectSchema.safeParse(object).data?.code === 410;
    if (type === 'ADDED' || type === 'MODIFIED') put(listing, found, object);
    if (type === 'DELETED') found.delete(keyOf(objectSchema.parse(object).metadata));
  };
  try {
    await cluster.stream(
      {
        operation: watchOperation(listing),
        path: listing.path,
        query: {
          watch: '1',
          resourceVersion,
          allowWatchBookmarks: 'true',
          timeoutSeconds: String(watchSeconds),
          fieldSelector: listing.fieldSelector,
        },
      },
      take,
    );
  } catch (error) {
    if (saysExpired(error)) return 'expired';
    if (error instanceof ProviderError) return error;
    throw error;
  }
  return expired ? 'expired' : 'caught-up';
}

function put<Kept>(listing: ObjectListing<Kept>, found: Map<string, Kept>, object: unknown): void {
  const key = keyOf(objectSchema.parse(object).metadata);
  const kept = listing.keep(object);
  if (kept === null) found.delete(key);
  else found.set(key, kept);
}
