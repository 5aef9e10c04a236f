import type { GoogleCloudSettings } from './settings';

/** Google's own domain, or the connection's custom endpoint in its place. */
export function secretDestinationsOf({ endpoint }: GoogleCloudSettings): string[] {
  return [endpoint ?? 'https://googleapis.com'];
}
