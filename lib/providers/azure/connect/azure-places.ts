import { azureCloudOf } from '../clouds';
import type { AzureSettings } from '../settings';

/** Origins a connection calls, and for whom its tokens are. */
export interface AzurePlaces {
  authority: string;
  resourceManager: string;
  /** Scope of tokens for Resource Manager and Resource Graph. */
  resourceManagerScope: string;
  /** Scope of tokens for the metrics data plane. */
  metricsScope: string;
  /** Scope of tokens for blobs, the same in every cloud. */
  storageScope: string;
  /** The metrics data plane of a region. `region` has passed as part of a host name. */
  metricsOf(region: string): string;
  /** The Retail Prices API; null where the cloud has none. */
  retailPrices: string | null;
}

/** A custom endpoint stands in for every origin; tokens stay those of the cloud. */
export function azurePlacesOf({ endpoint, cloud }: AzureSettings): AzurePlaces {
  const { authority, resourceManager, metricsDomain, retailPrices } = azureCloudOf(cloud);
  return {
    authority: endpoint ?? authority,
    resourceManager: endpoint ?? resourceManager,
    resourceManagerScope: `${resourceManager}/.default`,
    metricsScope: `https://${metricsDomain}/.default`,
    storageScope: 'https://storage.azure.com/.default',
    retailPrices: endpoint ?? retailPrices,
    metricsOf: (region) => endpoint ?? `https://${region}.${metricsDomain}`,
  };
}
