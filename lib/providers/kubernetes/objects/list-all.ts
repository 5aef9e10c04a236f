import { z } from 'zod';
import { readPages } from '../../contract/paging/read-pages';
import { ProviderError } from '../../contract/provider-error';
import type { Cluster } from '../connect/open-cluster';
import { saysExpired } from '../faults/to-kubernetes-provider-error';
import { listOperation, type ObjectListing, toPageRequest } from './listing';
import { keyOf, listSchema, objectSchema } from './object-schema';

/** One pass over a listing. */
export interface ListedObjects<Kept> {
  /** What was kept, by namespace and name. */
  found: Map<string, Kept>;
  /** What kept the listing from its end, and objects that could not be read; none when it names all there is. */
  faults: ProviderError[];
  /** The moment the listing shows; null when the server did not say or the pages show different moments. */
  resourceVersion: string | null;
  pages: number;
}

type Page = z.output<typeof listSchema>;

interface Seen<Kept> {
  key: string;
  kept: Kept | null;
}

/**
 * Reads a listing page by page, keeping only what is wanted of each object. When the server has forgotten the moment
 * the listing began at, it goes on from the next object at the present moment with the token the server gives for that:
 * whatever was there throughout is still named. Without such a token the listing ends with the fault `Expired`.
 */
export async function listAll<Kept>(cluster: Cluster, listing: ObjectListing<Kept>): Promise<ListedObjects<Kept>> {
  const operation = listOperation(listing);
  const unreadable: ProviderError[] = [];
  let resourceVersion: string | null = null;
  let pages = 0;

  const requestPage = (token: string | undefined) => cluster.request(toPageRequest(listing, token), listSchema);
  const fetchPage = async (token: string | undefined): Promise<Page> => {
    const page = await requestPage(token).catch((error: unknown) => {
      const onward = saysExpired(error) ? error.cause.continueToken : undefined;
      if (onward === undefined) throw error;
      return requestPage(onward);
    });
    const version = page.metadata.resourceVersion ?? null;
    resourceVersion = pages === 0 || resourceVersion === version ? version : null;
    pages += 1;
    return page;
  };

  const read = await readPages<Page, Seen<Kept>>({
    operation,
    fetchPage,
    itemsOf: ({ items }) => {
      const seen = (items ?? []).flatMap((object) => keepOne(listing, object, unreadable));
      // The first of a page stands for it, so that a repeated page is known although little of it is kept.
      return seen.filter(({ kept }, index) => index === 0 || kept !== null);
    },
    nextTokenOf: (page) => page.metadata.continue,
    identityOf: ({ key }) => key,
  });

  const found = new Map<string, Kept>();
  for (const { key, kept } of read.items) if (kept !== null) found.set(key, kept);
  return { found, faults: [...(read.fault ? [read.fault] : []), ...unreadable], resourceVersion, pages };
}

function keepOne<Kept>(listing: ObjectListing<Kept>, object: unknown, unreadable: ProviderError[]): Seen<Kept>[] {
  try {
    const { metadata } = objectSchema.parse(object);
    return [{ key: keyOf(metadata), kept: listing.keep(object) }];
  } catch (error) {
    if (!(error instanceof z.ZodError)) throw error;
    // They are all told alike, and a hostile page can hold millions.
    if (unreadable.length === 0) unreadable.push(toUnreadable(listing, error));
    return [];
  }
}

function toUnreadable(listing: ObjectListing<unknown>, cause: z.ZodError): ProviderError {
  const operation = listOperation(listing);
  return new ProviderError({
    kind: 'response-unexpected',
    code: 'UnreadableObject',
    operation,
    message: `${operation} listed an object that is not as the API describes it.`,
    remedy: 'Check that the address is a Kubernetes API server; if it is, its version may be newer than Millwright.',
    cause,
  });
}
