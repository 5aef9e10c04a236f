import { ProviderError } from '../../contract/provider-error';

/** The server has several series that may be the one that is meant, and none is taken for it. */
export function ambiguous(host: string): ProviderError {
  return new ProviderError({
    kind: 'response-unexpected',
    code: 'AmbiguousHost',
    operation: 'prometheus:query',
    message: `The server ${host} has series of several hosts of this name, so which is meant is not known.`,
    remedy: 'Let scrapers tell the cluster of each host by a label, or exporters the UUIDs of devices.',
  });
}
