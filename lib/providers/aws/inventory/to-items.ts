import type { InventoryItem } from '@/lib/domain/resource';
import { addFault } from '../../contract/faults/add-fault';
import { ProviderError } from '../../contract/provider-error';
import type { AwsOperation } from '../permissions/operations';

/** Maps each source; one that lacks its identity maps to null, is left out and makes a fault. */
export function toItems<Source>(
  operation: AwsOperation,
  sources: readonly Source[],
  faults: ProviderError[],
  toItem: (source: Source) => InventoryItem | null,
): InventoryItem[] {
  return sources.flatMap((source) => {
    const item = toItem(source);
    if (item !== null) return [item];
    addFault(
      faults,
      new ProviderError({
        kind: 'response-unexpected',
        code: 'IdentityMissing',
        operation,
        message: `${operation} listed a thing without its identifier.`,
        remedy: 'Check that the endpoint is an AWS API; if it is AWS’s own, wait for the next collection.',
      }),
    );
    return [];
  });
}
