import { azureCloudOf } from './clouds';
import type { AzureSettings } from './settings';

/**
 * Who receives the secret, and the tokens it is exchanged for: Entra and Resource Manager of the connection's cloud, or
 * its custom endpoint in their place.
 */
export function secretDestinationsOf({ endpoint, cloud }: AzureSettings): string[] {
  if (endpoint !== undefined) return [endpoint];
  const { authority, resourceManager } = azureCloudOf(cloud);
  return [authority, resourceManager];
}
