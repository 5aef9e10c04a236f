import type { InventoryItem, ResourceKind } from '@/lib/domain/resource';
import { keyOf, type ObjectMetadata, toInstant } from '../objects/object-schema';

/** A cluster spans what its nodes stand in, so nothing of it has a region of its own. */
export const clusterRegion = 'global';

/** `pods` of the group without a name, `clusterqueues.kueue.x-k8s.io` of the others. */
export interface ResourceName {
  group: string;
  resource: string;
  /** The kind in the API, e.g. `ClusterQueue`. */
  type: string;
}

/** `<cluster>/<resource>[.group]/[namespace/]name`: what stays when an object is made anew under its name. */
export function toNativeId(clusterName: string, { group, resource }: ResourceName, metadata: ObjectMetadata): string {
  const suffix = group === 'core' ? '' : `.${group}`;
  return `${clusterName}/${resource}${suffix}/${keyOf(metadata)}`;
}

/** What every item says that its object's metadata tell. */
export function toCommonFacts(
  clusterName: string,
  kind: ResourceKind,
  name: ResourceName,
  metadata: ObjectMetadata,
): Pick<
  InventoryItem,
  'kind' | 'nativeId' | 'nativeType' | 'name' | 'account' | 'region' | 'zone' | 'tags' | 'createdAt' | 'detailed'
> {
  return {
    kind,
    nativeId: toNativeId(clusterName, name, metadata),
    nativeType: name.group === 'core' ? name.type : `${name.type}.${name.group}`,
    name: metadata.name,
    account: clusterName,
    region: clusterRegion,
    zone: null,
    tags: metadata.labels ?? {},
    createdAt: toInstant(metadata.creationTimestamp),
    detailed: true,
  };
}
