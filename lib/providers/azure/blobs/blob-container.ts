import type { ProviderCall } from '../../contract/provider-calls';
import { ProviderError } from '../../contract/provider-error';
import type { AzureContext } from '../connect/azure-context';
import { type BlobOperation, blobOperations } from '../permissions/operations';
import { toBlobAccountUrl } from './blob-account-url';

const containerPattern = /^(\$root|\$web|\$logs|(?=.{3,63}$)[a-z0-9]+(-[a-z0-9]+)*)$/;

export interface BlobContainerPlace {
  /** `https://<account>.blob.core.windows.net`, or the custom endpoint's `https://<host>[:port]/<account>`. */
  accountUrl: string;
  container: string;
}

/** A container whose blobs a connection reads. */
export interface BlobContainer {
  context: AzureContext;
  /** Of the container, without a slash at its end. */
  url: string;
  /** A call to it, for limits, circuit and meter. */
  callOf(operation: BlobOperation): ProviderCall;
}

/** Throws a `ProviderError` for a name that no container can have and for an account the connection's token is not for. */
export function openBlobContainer(context: AzureContext, { accountUrl, container }: BlobContainerPlace): BlobContainer {
  const { settings } = context.session;
  const account = toBlobAccountUrl(accountUrl, settings);
  if (account === null) throw tokenWithheld(settings.endpoint);
  if (!containerPattern.test(container)) throw unnameable();
  const { host, pathname } = new URL(account);
  const place = `container ${container} of ${host}${pathname === '/' ? '' : pathname}`;
  return {
    context,
    url: `${account}/${container}`,
    callOf: (operation) => ({
      operation,
      bucket: `${account}/blob-storage`,
      place,
      priceMicroUsd: blobOperations[operation].priceMicroUsd,
    }),
  };
}

function tokenWithheld(endpoint: string | undefined): ProviderError {
  return new ProviderError({
    kind: 'credentials-rejected',
    code: 'TokenWithheld',
    operation: 'blob-storage:ListBlobs',
    message: 'Millwright shows its token for blobs to the connection’s own cloud or endpoint only.',
    remedy:
      endpoint === undefined
        ? 'Enter the account as https://<account>.blob.core.windows.net, or with the domain of the connection’s cloud.'
        : 'Enter the account as a path at the host of the connection’s endpoint: https://<host>/<account>.',
  });
}

function unnameable(): ProviderError {
  return new ProviderError({
    kind: 'response-unexpected',
    code: 'InvalidResourceName',
    operation: 'blob-storage:ListBlobs',
    message: 'No container can have this name.',
    remedy: 'Enter the container’s name: 3 to 63 lower-case letters, digits and single hyphens.',
  });
}
