import type { ClusterRequest } from '../connect/open-cluster';

/** What is listed, and what is kept of each object. */
export interface ObjectListing<Kept> {
  /** API group; `core` for the one without a name. */
  group: string;
  /** The resource's name in the API, e.g. `pods`. */
  resource: string;
  /** From the root of the API, e.g. `/api/v1/pods`. */
  path: string;
  /** Narrows the listing at the server. */
  fieldSelector?: string;
  /**
   * What is kept of an object, which is then forgotten; null for one that is not wanted.
   * Throws a `ZodError` when the object is not what the API describes.
   */
  keep(object: unknown): Kept | null;
}

/** What a listing is called in faults: `core:list-pods`. */
export function listOperation({ group, resource }: Pick<ObjectListing<unknown>, 'group' | 'resource'>): string {
  return `${group}:list-${resource}`;
}

export function watchOperation({ group, resource }: Pick<ObjectListing<unknown>, 'group' | 'resource'>): string {
  return `${group}:watch-${resource}`;
}

/** The largest page that API servers hand out without breaking the listing up themselves. */
export const pageSize = 500;

export function toPageRequest(listing: ObjectListing<unknown>, token: string | undefined): ClusterRequest {
  return {
    operation: listOperation(listing),
    path: listing.path,
    query: { limit: String(pageSize), continue: token, fieldSelector: listing.fieldSelector },
  };
}
