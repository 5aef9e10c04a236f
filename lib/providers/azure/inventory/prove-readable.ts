import { ProviderError } from '../../contract/provider-error';
import type { AzureContext } from '../connect/azure-context';
import { queryOperation, queryResources } from './query-resources';

const query = [
  'resourcecontainers',
  "| where type =~ 'microsoft.resources/subscriptions'",
  '| project id, name, type',
  '| order by id asc',
].join('\n');

/**
 * Resource Graph answers with no rows for a subscription it may not show. So where nothing at all was found, the
 * subscription itself is asked for: that it is not there either means that nothing was allowed, not that there is nothing.
 * Null when the subscription can be read; throws only when the session is aborted.
 */
export async function findUnreadable(context: AzureContext, subscription: string): Promise<ProviderError | null> {
  const { rows, fault } = await queryResources(context, { subscription, query, toItems: (page) => page });
  if (fault !== null) return fault;
  return rows > 0 ? null : nothingShown(subscription);
}

function nothingShown(subscription: string): ProviderError {
  return new ProviderError({
    kind: 'permission-missing',
    code: 'NothingShown',
    operation: queryOperation,
    message: `Resource Graph shows nothing of subscription ${subscription}, not even the subscription itself.`,
    remedy: 'Assign the role Reader on the whole subscription to the application, not only on parts of it.',
  });
}
