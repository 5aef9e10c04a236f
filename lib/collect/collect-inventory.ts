import type { Placement } from '@/lib/domain/site/placement';
import type { InventoryCapability, InventoryRead, ProviderSession } from '@/lib/providers/contract/provider';
import { ProviderError } from '@/lib/providers/contract/provider-error';
import { openSession } from '@/lib/providers/contract/session/open-session';
import { loadProvider } from '@/lib/providers/registry';
import { retireScopes } from '@/lib/store/inventory/retire-scopes';
import { writePart, writeScope } from '@/lib/store/inventory/write-scope';
import { WrittenParts } from '@/lib/store/inventory/written-parts';
import { readPlacement } from '@/lib/store/sites/read-placement';
import type { CollectionContext, CollectionResult } from './collector';
import { InventoryTally } from './inventory-tally';
import { untilAborted } from './until-aborted';
import { toWholeGap } from './whole-gap';

/**
 * Reads a connection's inventory, scope by scope, into the store. A scope that could not be read whole removes nothing;
 * one that a complete enumeration, or one complete for its account, no longer names is retired. When nothing can be read
 * at all the run has failed and its gap says why; the store stays as it was.
 */
export async function collectInventory(context: CollectionContext): Promise<CollectionResult> {
  try {
    return await readAll(context);
  } catch (error) {
    context.signal.throwIfAborted();
    const gap = toWholeGap(error);
    if (gap === null) throw error;
    return { outcome: 'failed', counts: null, gaps: [gap], notBefore: null };
  }
}

async function readAll(context: CollectionContext): Promise<CollectionResult> {
  const { connection, egressAllow, signal, now, limits } = context;
  const provider = await loadProvider(connection.provider);
  const { inventory } = provider;
  if (inventory === undefined) {
    const message = `${provider.title} has no inventory to read.`;
    throw new ProviderError({ kind: 'capability-unsupported', operation: 'inventory', message });
  }
  const secret = context.openSecret();
  const session = openSession(provider, { settings: connection.settings, secret, egressAllow, signal, now, limits });
  context.countCallsBy(() => session.calls.counts());
  try {
    return await readInto(context, inventory, session);
  } finally {
    session.transport.close();
  }
}

async function readInto(
  context: CollectionContext,
  inventory: InventoryCapability,
  session: ProviderSession,
): Promise<CollectionResult> {
  const tally = new InventoryTally();
  const written = new WrittenParts();
  const placement = await readPlacement(context.database.pool, context.connection.id);
  try {
    for await (const read of untilAborted(inventory.read(session), context.signal))
      await store(context, { placement, tally, written }, read);
  } catch (error) {
    context.signal.throwIfAborted();
    if (!(error instanceof ProviderError)) throw error;
    tally.addGaps([error.toGap({})]);
  }
  return tally.toResult(session.calls.notBefore());
}

interface Storing {
  placement: Placement;
  tally: InventoryTally;
  /** What was written of scopes whose listings go on. */
  written: WrittenParts;
}

async function store(
  context: CollectionContext,
  { placement, tally, written }: Storing,
  read: InventoryRead,
): Promise<void> {
  const { pool } = context.database;
  const { connection, assertLease } = context;
  if (read.type === 'part') {
    const { scope, items, readAt } = read;
    tally.addPart(await writePart(pool, { connection, placement, scope, items, readAt }, written, assertLease));
    return;
  }
  if (read.type === 'scope') {
    const { scope, listed, result } = read;
    const whole = { connection, placement, scope, listed, result };
    tally.addScope(result, await writeScope(pool, whole, assertLease, written));
    return;
  }
  const { scopes, completeness, settledAccounts = [] } = read;
  const accounts = completeness.complete ? null : settledAccounts;
  tally.addRetired(await retireScopes(pool, { connection, scopes, accounts, readAt: context.now() }, assertLease));
  tally.addEnumeration(completeness.complete ? [] : completeness.gaps);
}
