import { z } from 'zod';
import type { InventoryItem } from '@/lib/domain/resource';
import { bareSoftware } from '@/lib/domain/site/software';
import { toRawText } from '../../contract/raw/to-raw-text';
import type { Cluster } from '../connect/open-cluster';
import type { NamespaceObject } from './namespaces';
import { clusterRegion } from './place';

export const versionSchema = z.looseObject({ gitVersion: z.string().min(1) });
export type ClusterVersion = z.output<typeof versionSchema>;

export const versionRequest = { operation: 'core:get-version', path: '/version' };

/** The namespace that is made with the cluster and lives as long, so that its uid tells one cluster from another. */
const firstNamespace = 'kube-system';

/** No API says how old a cluster is. `namespaces` null: they could not be read, so its uid is not known. */
export function toClusterItem(
  { name, siteHint }: Pick<Cluster, 'name' | 'siteHint'>,
  version: ClusterVersion,
  namespaces: readonly NamespaceObject[] | null,
): InventoryItem {
  const first = namespaces?.find(({ namespace }) => namespace.metadata.name === firstNamespace)?.namespace.metadata;
  return {
    kind: 'kubernetes-cluster',
    nativeId: name,
    nativeType: 'Cluster',
    name,
    account: name,
    region: clusterRegion,
    zone: null,
    status: 'active',
    nativeStatus: null,
    size: null,
    accelerators: [],
    tags: {},
    software: [bareSoftware('kubernetes', version.gitVersion)],
    createdAt: null,
    detailed: true,
    raw: toRawText({ version, uid: first?.uid ?? null, siteHint }),
  };
}
