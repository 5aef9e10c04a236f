import type { Gap } from '@/lib/domain/provider-fault';
import type { InventoryItem } from '@/lib/domain/resource';
import { forEachBounded } from '../../contract/concurrency/for-each-bounded';
import { type Emit, streamFrom } from '../../contract/concurrency/stream-from';
import { toCompleteness, toGaps } from '../../contract/faults/to-gaps';
import { groupByScope } from '../../contract/inventory/group-by-scope';
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
  // One group after another, so that a subscription takes one turn of the quota at a time.
  for (const group of typeGroups) {
    const told = new Map<string, InventoryScope>();
    const tell = async (items: InventoryItem[]) => {
      for (const [key, { scope, items: ofScope }] of groupByScope(account, items)) {
        told.set(key, scope);
        await emit({ type: 'part', scope, items: ofScope, readAt: context.session.now() });
      }
    };
    const read: GroupRead = hopeless ?? (await readGroup(context, account, group, tell));
    if (isHopeless(read)) hopeless = read;
    if (read.rows > 0) isEmpty = false;
    if (read.faults.length > 0) failed.push({ read, kinds: group.kinds });
    for (const scopeRead of toScopeReads(context, account, told, read)) {
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

/** `told`: the scopes of which parts were told; each comes to its end here, though nothing of it be left to tell. */
function toScopeReads(
  { session }: AzureContext,
  account: string,
  told: ReadonlyMap<string, InventoryScope>,
  { items, faults }: GroupRead,
): Extract<InventoryRead, { type: 'scope' }>[] {
  return [...groupByScope(account, items, told.values()).values()].map(({ scope, items: ofScope }) => ({
    type: 'scope' as const,
    scope,
    listed: faults.length === 0,
    result: {
      items: ofScope,
      completeness: toCompleteness(toGaps(faults, { account, region: scope.region, subject: scope.kind })),
      readAt: session.now(),
      source: `${queryOperation} subscription ${account}`,
    },
  }));
}
