import { createHash } from 'node:crypto';
import { formatAmount } from '@/lib/domain/cost/amount';
import { type PriceOffer, toSeries } from '@/lib/domain/cost/price';
import type { PriceList } from '@/lib/providers/contract/prices';
import { ProviderError } from '@/lib/providers/contract/provider-error';
import { openSession } from '@/lib/providers/contract/session/open-session';
import { loadProvider } from '@/lib/providers/registry';
import { keepList } from '@/lib/store/prices/keep-list';
import type { CollectionContext, CollectionResult } from './collector';
import { toWholeGap } from './whole-gap';

/** Thousands of offers in one transaction. */
const writeWithinMs = 60_000;

/**
 * Reads a provider's price lists into the price book, each by itself: one that says the same as before only confirms that,
 * and of one that could not be read whole the last whole one stays and ages, whatever becomes of the others.
 */
export async function collectPrices(context: CollectionContext): Promise<CollectionResult> {
  try {
    return await read(context);
  } catch (error) {
    context.signal.throwIfAborted();
    const gap = toWholeGap(error);
    if (gap === null) throw error;
    return { outcome: 'failed', counts: null, gaps: [gap], notBefore: null };
  }
}

async function read(context: CollectionContext): Promise<CollectionResult> {
  const { connection, egressAllow, signal, now, limits } = context;
  const provider = await loadProvider(connection.provider);
  const { prices } = provider;
  if (prices === undefined) {
    const message = `${provider.title} has no prices to read.`;
    throw new ProviderError({ kind: 'capability-unsupported', operation: 'prices', message });
  }
  const secret = context.openSecret();
  const session = openSession(provider, { settings: connection.settings, secret, egressAllow, signal, now, limits });
  context.countCallsBy(() => session.calls.counts());
  try {
    const { items: lists, completeness } = await prices.read(session);
    signal.throwIfAborted();
    const gaps = completeness.complete ? [] : [...completeness.gaps];
    const notBefore = session.calls.notBefore();
    const isNothing = lists.every(({ offers }) => offers.length === 0);
    if (isNothing && gaps.length > 0) return { outcome: 'failed', counts: null, gaps, notBefore };
    await keep(context, lists);
    return { outcome: gaps.length === 0 ? 'complete' : 'partial', counts: null, gaps, notBefore };
  } finally {
    session.transport.close();
  }
}

async function keep(context: CollectionContext, lists: readonly PriceList[]): Promise<void> {
  const { connection, database, now } = context;
  const { provider } = connection;
  const read = lists.map(({ name, source, sharedAt, offers, isWhole }) => ({
    provider,
    series: toSeries(name, sharedAt ?? connection.id),
    source,
    offers,
    isWhole,
    contentHash: hashOffers(offers),
  }));
  await database.prisma.$transaction(
    async (tx) => {
      await context.assertLeaseIn(tx);
      const validFrom = now();
      for (const list of read) await keepList(tx, { ...list, validFrom });
    },
    { timeout: writeWithinMs },
  );
}

/** The order in which offers are told says nothing. */
function hashOffers(offers: readonly PriceOffer[]): Buffer {
  const lines = offers.map(({ prices, gpuCount, ...offer }) => {
    const told = [gpuCount, prices['on-demand'], prices.spot, prices.committed];
    return JSON.stringify([offer, told.map((amount) => (amount === null ? null : formatAmount(amount)))]);
  });
  return createHash('sha256').update(lines.sort().join('\n')).digest();
}
