import type { ConnectionCheck, ConnectionReport } from '../../contract/provider';
import { ProviderError } from '../../contract/provider-error';
import { AzureContext } from '../connect/azure-context';
import type { AzureSession } from '../connect/azure-session';
import { readSubscriptions, type Subscription, subscriptionHidden } from '../connect/read-subscriptions';
import { findUnreadable } from '../inventory/prove-readable';
import { probeMetrics } from './probe-metrics';
import { testBilling } from './test-billing';
import { toFailure } from './to-failure';

/** Subscriptions a test goes through; the rest are found out by the first collection. */
const testedSubscriptions = 10;

/**
 * Tries everything the connection is for: its credentials, the list of subscriptions, and of each one whether its
 * resources and metrics may be read; and where its bills lie. Names the role that is missing; throws only when aborted.
 */
export async function testConnection(session: AzureSession): Promise<ConnectionReport> {
  const context = new AzureContext(session);
  const { tenantId, subscriptions: named } = session.settings;
  const entry = await attempt({ title: `Sign in to tenant ${tenantId}` }, () =>
    context.authenticate('resourceManagerScope'),
  );
  if (entry.outcome === 'failed') return { checks: [entry], accounts: [] };
  const billing = await testBilling(context);
  const listing = { title: 'List the subscriptions the application sees', permission: 'Reader' };
  let seen: Subscription[];
  try {
    seen = await readSubscriptions(context);
  } catch (error) {
    if (!(error instanceof ProviderError)) throw error;
    return { checks: [entry, { ...listing, ...toFailure(error) }, ...billing], accounts: [] };
  }
  if (seen.length === 0 && named.length === 0)
    return {
      checks: [entry, { ...listing, ...toFailure(subscriptionHidden(tenantId, null)) }, ...billing],
      accounts: [],
    };
  const chosen = named.length === 0 ? seen : seen.filter(({ id }) => named.includes(id));
  const hidden = named.filter((id) => seen.every((subscription) => subscription.id !== id));
  const tested = chosen.slice(0, testedSubscriptions);
  const checks = await Promise.all(tested.map((subscription) => testSubscription(context, subscription)));
  return {
    checks: [
      entry,
      { ...listing, outcome: 'passed' },
      ...hidden.map((account) => ({
        title: `Find subscription ${account}`,
        permission: 'Reader',
        account,
        ...toFailure(subscriptionHidden(tenantId, account)),
      })),
      ...checks.flat(),
      ...billing,
    ],
    accounts: chosen,
  };
}

async function testSubscription(context: AzureContext, { id, name }: Subscription): Promise<ConnectionCheck[]> {
  const place = name === null ? id : `${name} (${id})`;
  const reader = await attempt(
    { title: `Read the resources of ${place}`, permission: 'Reader', account: id },
    async () => {
      const unreadable = await findUnreadable(context, id);
      if (unreadable !== null) throw unreadable;
    },
  );
  const metrics = { title: `Read the metrics of ${place}`, permission: 'Monitoring Reader', account: id };
  if (reader.outcome === 'failed')
    return [
      reader,
      { ...metrics, outcome: 'skipped', message: 'Its resources cannot be read, so there is none to ask about.' },
    ];
  return [reader, await probeMetrics(context, id, metrics)];
}

async function attempt(check: Omit<ConnectionCheck, 'outcome'>, make: () => Promise<void>): Promise<ConnectionCheck> {
  try {
    await make();
    return { ...check, outcome: 'passed' };
  } catch (error) {
    if (!(error instanceof ProviderError)) throw error;
    return { ...check, ...toFailure(error) };
  }
}
