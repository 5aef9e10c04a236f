import type { GoogleCloudSettings } from './settings';

/** The Google APIs that are called: `cloudasset` stands for cloudasset.googleapis.com. */
export type GoogleApi =
  | 'bigquery'
  | 'cloudbilling'
  | 'cloudasset'
  | 'cloudresourcemanager'
  | 'compute'
  | 'monitoring'
  | 'oauth2'
  | 'sts'
  | 'iamcredentials';

/** The origin that serves an API: Google's own, or the connection's endpoint in its place. */
export function originOf({ endpoint }: GoogleCloudSettings, api: GoogleApi): string {
  return endpoint ?? `https://${api}.googleapis.com`;
}

/** Whether an address that a credential file names is Google's own, or the connection's endpoint: none else gets a token. */
export function isTrustedDestination({ endpoint }: GoogleCloudSettings, address: string): boolean {
  const url = URL.parse(address);
  if (url === null) return false;
  if (endpoint !== undefined && url.origin === endpoint) return true;
  const isGoogles = url.hostname.endsWith('.googleapis.com') || url.hostname === 'accounts.google.com';
  return url.protocol === 'https:' && url.port === '' && isGoogles;
}
