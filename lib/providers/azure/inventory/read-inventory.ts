import type { Gap } from '@/lib/domain/provider-fault';
import { forEachBounded } from '../../contract/concurrency/for-each-bounded';
import { type Emit, streamFrom } from '../../contract/concurrency/stream-from';
import { toCompleteness, toGaps } from '../../contract/faults/to-gaps';
import type { InventoryRead, InventoryScope } from '../../contract/provider';
import { ProviderError } from '../../contract/provider-error';
import { AzureContext } from '../connect/azure-context';
import type { AzureSession } from '../connect/azure-session';
import { readSubscriptions, subscriptionHidden } from '../connect/read-subscriptions';
import { findUnreadable } from './prove-readable';
import { queryOperation } from './query-resources';
import { type GroupRead, readGroup } from './read-group';
import { typeGroups } from './resource-groups';

/** Enough to use the quota up while one hangs, and few enough that what they hold stays small. */
const subscriptionsAtOnce = 2;

/** What the reading has learnt of which scopes exist. */
interface Enumeration {
  scopes: InventoryScope[];
  gaps: Gap[];
  /** Subscriptions that were read whole. */
  settledAccounts: string[];
}

/**
 * Reads every subscription by group of types. Resource Graph lists over regions, so a scope is one that something was
 * found in. Where a listing did not end there may be scopes that nobody knows of, so the enumeration has its gap too.
 */
export function readInventory(session: AzureSession): AsyncGenerator<InventoryRead, void> {
  return streamFrom<InventoryRead>(async (emit) => {
    const context = new AzureContext(session);
    const enumeration: Enumeration = { scopes: [], gaps: [], settledAccounts: [] };
    const subscriptions = await readChosen(context, enumeration);
    await forEachBounded(subscriptions, subscriptionsAtOnce, (id) => readSubscription(context, id, enumeration, emit));
    const { scopes, gaps, settledAccounts } = enumeration;
    await emit({ type: 'enumeration', scopes, completeness: toCompleteness(gaps), settledAccounts });
  });
}

/** The subscriptions to read. One that was named but is not seen is a gap, for Azure says nothing of what it hides. */
async function readChosen(context: AzureContext, { gaps }: Enumeration): Promise<string[]> {
  const { tenantId, subscriptions: named } = context.session.settings;
  try {
    const seen = (await readSubscriptions(context)).map(({ id }) => id);
    if (named.length === 0) {
      if (seen.length === 0) gaps.push(subscriptionHidden(tenantId, null).toGap({}));
      return seen;
    }
    for (const account of named.filter((id) => !seen.includes(id)))
      gaps.push(subscriptionHidden(tenantId, account).toGap({ account }));
    return named.filter((id) => seen.includes(id));
  } catch (error) {
    if (!(error instanceof ProviderError)) throw error;
    gaps.push(error.toGap({}));
    return [];
  }
}

async function readSubscription(
  context: AzureContext,
  account: string,
  enumeration: Enumeration,
  emit: Emit<InventoryRead>,
): Promise<void> {
  const failed: { read: GroupRead; kinds: readonly string[] }[] = [];
  let isEmpty = true;
  let hopeless: GroupRead | null = null;
  // One group after another, so that no more than one of a subscription's listings is held at a time.
  for (const group of typeGroups) {
    const read: GroupRead = hopeless ?? (await readGroup(context, account, group));
    if (isHopeless(read)) hopeless = read;
    if (read.rows > 0) isEmpty = false;
    if (read.faults.length > 0) failed.push({ read, kinds: group.kinds });
    for (const scopeRead of toScopeReads(context, account, read)) {
      enumeration.scopes.push(scopeRead.scope);
      await emit(scopeRead);
    }
  }
  const gaps = toEnumerationGaps(account, failed);
  const unreadable = isEmpty && failed.length === 0 ? await findUnreadable(context, account) : null;
  if (unreadable !== null) gaps.push(unreadable.toGap({ account }));
  enumeration.gaps.push(...gaps);
  if (gaps.length === 0) enumeration.settledAccounts.push(account);
}

/** Whether the subscription is throttled or does not answer: asking it for more would only cost it more. */
function isHopeless({ rows, faults }: GroupRead): boolean {
  return rows === 0 && faults.some(({ kind, code }) => kind === 'rate-limited' || code === 'TimedOut');
}

/** What kept groups from their end: one gap where it was the same for all of them, else one for each of their kinds. */
function toEnumerationGaps(account: string, failed: readonly { read: GroupRead; kinds: readonly string[] }[]): Gap[] {
  const gaps = failed.map(({ read }) => toGaps(read.faults, { account }));
  const causes = new Set(gaps.flat().map(({ fault, code, operation }) => [fault, code, operation].join(' ')));
  if (failed.length === typeGroups.length && causes.size === 1) return gaps.flat().slice(0, 1);
  return failed.flatMap(({ read, kinds }) => kinds.flatMap((subject) => toGaps(read.faults, { account, subject })));
}

/** The items of a read by the scope they are in. */
function toScopeReads(
  { session }: AzureContext,
  account: string,
  { items, faults }: GroupRead,
): Extract<InventoryRead, { type: 'scope' }>[] {
  const byScope = Map.groupBy(items, ({ region, kind }) => `${region} ${kind}`);
  return [...byScope.values()].flatMap((found) => {
    const [first] = found;
    if (first === undefined) return [];
    const { region, kind } = first;
    return [
      {
        type: 'scope' as const,
        scope: { account, region, kind },
        listed: faults.length === 0,
        result: {
          items: found,
          completeness: toCompleteness(toGaps(faults, { account, region, subject: kind })),
          readAt: session.now(),
          source: `${queryOperation} subscription ${account}`,
        },
      },
    ];
  });
}
