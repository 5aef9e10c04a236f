import { parsePlainUrl } from '../../contract/settings/plain-url';
import { type AzureCloudName, azureCloudOf } from '../clouds';

/** The rule for names of storage accounts. */
const accountPattern = /^[a-z0-9]{3,24}$/;
/** Accounts with a zone of their own: `<account>.z12.blob.storage.azure.net`. */
const zonePattern = /^z\d{1,2}\.blob\.storage\.azure\.net$/;

/** The cloud of a connection, and the origin that stands in for it. */
export interface BlobCloud {
  cloud: AzureCloudName;
  endpoint?: string | undefined;
}

/**
 * The URL of a storage account's blobs, without a slash at its end; null for any URL that the connection must not show
 * its token to. A token for storage opens every account the application has a role on, so only hosts of the connection's
 * cloud get it (`https://<account>.blob.core.windows.net`), or, where a custom endpoint stands in for the cloud, that
 * endpoint's host: `https://<host>[:port]/<account>`. TLS vouches for the host, whatever the port.
 */
export function toBlobAccountUrl(text: string, { cloud, endpoint }: BlobCloud): string | null {
  const url = parsePlainUrl(text.trim());
  if (url?.protocol !== 'https:') return null;
  const path = url.pathname.replace(/\/$/, '');
  const isOwn =
    endpoint === undefined
      ? path === '' && url.port === '' && isCloudHost(url.hostname, cloud)
      : accountPattern.test(path.slice(1)) && url.hostname === new URL(endpoint).hostname;
  return isOwn ? `${url.origin}${path}` : null;
}

function isCloudHost(hostName: string, cloud: AzureCloudName): boolean {
  const [account = '', ...rest] = hostName.split('.');
  const domain = rest.join('.');
  const isDomain = domain === azureCloudOf(cloud).blobDomain || (cloud === 'public' && zonePattern.test(domain));
  return isDomain && accountPattern.test(account);
}
