/** Azure's clouds, which share neither tenants nor endpoints. */
export const azureCloudNames = ['public', 'usgovernment', 'china'] as const;
export type AzureCloudName = (typeof azureCloudNames)[number];

/** Where a cloud is called, and for whom its tokens are. Origins without a path. */
export interface AzureCloud {
  /** Microsoft Entra, which issues tokens. */
  authority: string;
  resourceManager: string;
  /** Domain of the metrics data plane: each region has a host below it. */
  metricsDomain: string;
  /** Domain of blobs: each storage account has a host below it. */
  blobDomain: string;
  /** The Retail Prices API; null where the cloud has none. */
  retailPrices: string | null;
}

const clouds: Record<AzureCloudName, AzureCloud> = {
  public: {
    authority: 'https://login.microsoftonline.com',
    resourceManager: 'https://management.azure.com',
    metricsDomain: 'metrics.monitor.azure.com',
    blobDomain: 'blob.core.windows.net',
    retailPrices: 'https://prices.azure.com',
  },
  usgovernment: {
    authority: 'https://login.microsoftonline.us',
    resourceManager: 'https://management.usgovcloudapi.net',
    metricsDomain: 'metrics.monitor.azure.us',
    blobDomain: 'blob.core.usgovcloudapi.net',
    retailPrices: null,
  },
  china: {
    authority: 'https://login.partner.microsoftonline.cn',
    resourceManager: 'https://management.chinacloudapi.cn',
    metricsDomain: 'metrics.monitor.azure.cn',
    blobDomain: 'blob.core.chinacloudapi.cn',
    retailPrices: null,
  },
};

export function azureCloudOf(name: AzureCloudName): AzureCloud {
  return clouds[name];
}
