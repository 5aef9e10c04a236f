import type { AwsSettings } from './settings';

/** AWS's own domain of the home region's partition, or the connection's custom endpoint in its place. */
export function secretDestinationsOf({ endpoint, homeRegion }: AwsSettings): string[] {
  if (endpoint !== undefined) return [endpoint];
  return [homeRegion.startsWith('cn-') ? 'https://amazonaws.com.cn' : 'https://amazonaws.com'];
}
