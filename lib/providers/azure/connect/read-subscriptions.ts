import { z } from 'zod';
import { readPages } from '../../contract/paging/read-pages';
import { ProviderError } from '../../contract/provider-error';
import type { AzureContext } from './azure-context';

export const listSubscriptionsOperation = 'resource-manager:ListSubscriptions';

/** A subscription the identity has a role in. */
export interface Subscription {
  /** Lower-cased. */
  id: string;
  name: string | null;
}

const pageSchema = z.object({
  value: z.array(
    z.object({
      subscriptionId: z.string(),
      displayName: z.string().optional().catch(undefined),
      state: z.string().optional().catch(undefined),
    }),
  ),
  nextLink: z.string().nullish(),
});

/** Every subscription the identity sees, ordered by id, those that are deleted left out. Throws a `ProviderError`. */
export async function readSubscriptions(context: AzureContext): Promise<Subscription[]> {
  const { session, places } = context;
  const call = {
    operation: listSubscriptionsOperation,
    bucket: `${session.settings.tenantId}/resource-manager`,
    place: `tenant ${session.settings.tenantId}`,
    priceMicroUsd: 0,
  };
  const first = `${places.resourceManager}/subscriptions?api-version=2022-12-01`;
  await context.authenticate('resourceManagerScope');
  const { items, fault } = await readPages({
    operation: listSubscriptionsOperation,
    fetchPage: (link) =>
      session.calls.run(call, async (signal) =>
        pageSchema.parse(await context.readResourceManager(link ?? first, signal)),
      ),
    itemsOf: ({ value }) => value,
    nextTokenOf: ({ nextLink }) => nextLink,
    identityOf: ({ subscriptionId }) => subscriptionId.toLowerCase(),
  });
  if (fault !== null) throw fault;
  return items
    .filter(({ state }) => state !== 'Deleted')
    .map(({ subscriptionId, displayName }) => ({ id: subscriptionId.toLowerCase(), name: displayName ?? null }))
    .sort((a, b) => (a.id < b.id ? -1 : 1));
}

/** The fault of an identity that sees no subscription, or not this one: Azure lists only what a role gives sight of. */
export function subscriptionHidden(tenantId: string, subscription: string | null): ProviderError {
  return new ProviderError({
    kind: 'permission-missing',
    code: 'SubscriptionNotListed',
    operation: listSubscriptionsOperation,
    message:
      subscription === null
        ? `The application sees no subscription of tenant ${tenantId}.`
        : `The application does not see subscription ${subscription}.`,
    remedy: `Assign the role Reader on ${subscription === null ? 'each subscription to read' : 'the subscription'} to the application.`,
  });
}
