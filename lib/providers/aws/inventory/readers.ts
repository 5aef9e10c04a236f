import { buckets } from './buckets';
import { computeInstances } from './compute-instances';
import { databases } from './databases';
import { encryptionKeys } from './encryption-keys';
import { fileSystems } from './file-systems';
import { functions } from './functions';
import type { KindReader } from './kind-reader';
import { kubernetesClusters } from './kubernetes-clusters';
import { modelEndpoints } from './model-endpoints';
import { networks } from './networks';
import { nodeGroups } from './node-groups';
import { privateCircuits } from './private-circuits';
import { subnets } from './subnets';
import { trainingJobs } from './training-jobs';
import { transitAttachments } from './transit-attachments';
import { transitGateways } from './transit-gateways';
import { virtualInterfaces } from './virtual-interfaces';
import { volumes } from './volumes';
import { vpnConnections } from './vpn-connections';

/** One reader a kind; the order is that of the reading. */
export const kindReaders: readonly KindReader[] = [
  computeInstances,
  kubernetesClusters,
  nodeGroups,
  volumes,
  fileSystems,
  buckets,
  networks,
  subnets,
  vpnConnections,
  privateCircuits,
  virtualInterfaces,
  transitGateways,
  transitAttachments,
  modelEndpoints,
  trainingJobs,
  functions,
  databases,
  encryptionKeys,
];
