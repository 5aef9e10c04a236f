import type { KindReader } from '../../kubernetes/inventory/kind-reader';
import { kubernetesReaders } from '../../kubernetes/inventory/readers';
import { nodePools } from './node-pools';

/** What any cluster has, and CoreWeave's pools. Racks and NVLink domains stand in the nodes' labels. */
export const coreWeaveReaders: readonly KindReader[] = [...kubernetesReaders, nodePools];
