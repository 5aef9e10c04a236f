import type { Link } from '../link';
import { planAwsCircuits } from './aws-circuits';
import { planAzureCircuits } from './azure-circuits';
import { planHubs, planNetworkPeerings } from './backbone';
import { planEdgeTunnels } from './edges';
import { planGoogleCircuits } from './google-circuits';
import { planTunnels } from './tunnels';

/** Every link of the factory. Pure; beyond scale 1 there are more edges and more of Azure's networks. */
export function planLinks(seed: string, scale: number): Link[] {
  return [
    ...planTunnels(seed),
    ...planAwsCircuits(seed),
    ...planAzureCircuits(seed),
    ...planGoogleCircuits(seed),
    ...planHubs(seed),
    ...planNetworkPeerings(seed, scale),
    ...planEdgeTunnels(seed, scale),
  ];
}
