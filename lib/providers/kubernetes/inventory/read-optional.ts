import { chooseVersion, servesResource } from '../connect/api-groups';
import { saysAbsent } from '../faults/to-kubernetes-provider-error';
import type { ObjectListing } from '../objects/listing';
import { type ObjectsRead, readObjects } from '../watch/read-objects';
import type { ClusterContext } from './cluster-context';

/** A resource of an API that not every cluster has. */
export interface OptionalResource<Kept> {
  group: string;
  /** The versions whose fields are known, best first. */
  versions: readonly string[];
  toListing(version: string): ObjectListing<Kept>;
}

/** Reads it where it is installed; where it is not there is none, and nothing is missing. Throws a `ProviderError`. */
export async function readOptional<Kept>(
  { cluster, groups }: ClusterContext,
  { group, versions, toListing }: OptionalResource<Kept>,
): Promise<ObjectsRead<Kept>> {
  const version = chooseVersion(await groups(), group, versions);
  if (version === null) return { kept: [], faults: [] };
  const listing = toListing(version);
  const read = await readObjects(cluster, listing);
  const isAbsent = read.faults.some(saysAbsent) && !(await servesResource(cluster, group, version, listing.resource));
  return isAbsent ? { kept: [], faults: [] } : read;
}
