import type { ProviderError } from '../../contract/provider-error';
import type { Cluster } from '../connect/open-cluster';
import { saysExpired } from '../faults/to-kubernetes-provider-error';
import { type ListedObjects, listAll } from '../objects/list-all';
import type { ObjectListing } from '../objects/listing';
import { catchUp } from './catch-up';

/** Beyond this the cluster forgets faster than it can be read, and what was listed last stands. */
const listings = 3;

/** What was kept of a resource's objects. */
export interface ObjectsRead<Kept> {
  kept: Kept[];
  /** None when the objects are all there are. */
  faults: ProviderError[];
}

/**
 * Reads a resource as it is now. One page shows one moment. A longer listing shows the moment it began at, so what
 * changed meanwhile is watched for and put in. When the server has forgotten that moment it is listed again; the
 * listing before it stands until the new one is whole, so nothing disappears in between.
 */
export async function readObjects<Kept>(cluster: Cluster, listing: ObjectListing<Kept>): Promise<ObjectsRead<Kept>> {
  let whole: ListedObjects<Kept> | null = null;
  for (let attempt = 1; ; attempt += 1) {
    const listed: ListedObjects<Kept> = await listAll(cluster, listing);
    const isLast = attempt === listings;
    if (listed.faults.some(saysExpired) && !isLast) continue;
    if (listed.faults.length > 0) return toRead(whole ?? listed);
    whole = listed;
    if (listed.pages === 1 || listed.resourceVersion === null) return toRead(whole);
    // A watch that fails takes nothing from the listing, which is whole as of the moment it began at.
    const outcome = await catchUp(cluster, listing, listed.resourceVersion, listed.found);
    if (outcome !== 'expired' || isLast) return toRead(whole);
  }
}

function toRead<Kept>({ found, faults }: ListedObjects<Kept>): ObjectsRead<Kept> {
  return { kept: [...found.values()], faults };
}
