import type { AssetKind } from './asset-kind';
import { computeInstances } from './kinds/compute-instances';
import { interconnectAttachments, interconnects } from './kinds/interconnects';
import { kubernetesClusters, nodePools } from './kinds/kubernetes';
import { networks, subnets } from './kinds/networks';
import { cloudFunctions, databases, runServices } from './kinds/serverless';
import { buckets, disks, filestoreInstances, regionDisks } from './kinds/storage';
import { queuedResources, tpuNodes } from './kinds/tpus';
import { customJobs, endpoints, models } from './kinds/vertex';
import { classicVpnGateways, vpnGateways } from './kinds/vpn-gateways';
import { vpnTunnels } from './kinds/vpn-tunnels';

/**
 * What is listed together. The numerous are listed by themselves, so that no listing holds more than one of them in
 * memory; the types of one kind are never in two groups, since a kind is told once of each region.
 */
export const assetGroups: readonly (readonly AssetKind[])[] = [
  [computeInstances, tpuNodes, queuedResources, kubernetesClusters, nodePools],
  [disks, regionDisks],
  [networks, subnets, vpnGateways, classicVpnGateways, vpnTunnels, interconnects, interconnectAttachments],
  [filestoreInstances, buckets, endpoints, models, customJobs, runServices, cloudFunctions, databases],
];

/** Above this many projects, each is listed in one go: with so many, none is large, and the listings share a quota. */
const projectsByGroup = 50;

export function groupsFor(projectCount: number): readonly (readonly AssetKind[])[] {
  return projectCount > projectsByGroup ? [assetGroups.flat()] : assetGroups;
}
