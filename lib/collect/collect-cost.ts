import type { CostCapability, CostRead } from '@/lib/providers/contract/cost';
import type { ProviderSession } from '@/lib/providers/contract/provider';
import { ProviderError } from '@/lib/providers/contract/provider-error';
import { openSession } from '@/lib/providers/contract/session/open-session';
import { loadProvider } from '@/lib/providers/registry';
import { type KeptDelivery, type Ledger, openLedger } from '@/lib/store/cost-ledger/ledger';
import { type MonthOutcome, recordDelivery, toMonthStart } from '@/lib/store/cost-ledger/record-delivery';
import { toBillingMonths } from './billing-months';
import { collectCommitmentTerms } from './collect-commitment-terms';
import type { CollectionContext, CollectionResult, Collector } from './collector';
import { DeliveryTally } from './delivery-tally';
import { untilAborted } from './until-aborted';
import { toWholeGap } from './whole-gap';

/** A month of bills names its files and their hashes at once, in milliseconds. */
const recordWithinMs = 60_000;

/**
 * Reads a connection's bills into the ledger that lies in `ledgerFolder`: the current month and those that may still
 * change, at first all there are. A delivery whose version the ledger has is not opened. One that could not be read whole
 * leaves what is known as it was and is a gap.
 */
export function toCostCollector(ledgerFolder: string): Collector {
  return async (context) => {
    try {
      return await readAll(context, ledgerFolder);
    } catch (error) {
      context.signal.throwIfAborted();
      const gap = toWholeGap(error);
      if (gap === null) throw error;
      return { outcome: 'failed', counts: null, gaps: [gap], notBefore: null };
    }
  };
}

async function readAll(context: CollectionContext, ledgerFolder: string): Promise<CollectionResult> {
  const { connection, egressAllow, signal, now, limits, database } = context;
  const provider = await loadProvider(connection.provider);
  const { cost } = provider;
  if (cost === undefined) {
    const message = `${provider.title} has no bills to read.`;
    throw new ProviderError({ kind: 'capability-unsupported', operation: 'cost', message });
  }
  const secret = context.openSecret();
  const session = openSession(provider, { settings: connection.settings, secret, egressAllow, signal, now, limits });
  context.countCallsBy(() => session.calls.counts());
  try {
    const ledger = await openLedger({ folder: ledgerFolder, database });
    return await readInto(context, ledger, cost, session);
  } finally {
    session.transport.close();
  }
}

async function readInto(
  context: CollectionContext,
  ledger: Ledger,
  cost: CostCapability,
  session: ProviderSession,
): Promise<CollectionResult> {
  const { connection, database, signal, now } = context;
  const tally = new DeliveryTally();
  const known = await database.prisma.costDelivery.findFirst({
    where: { connectionId: connection.id },
    select: { id: true },
  });
  const months = toBillingMonths(now(), known === null);
  try {
    for await (const read of untilAborted(cost.read(session, months), signal)) await keep(context, ledger, tally, read);
    tally.addGaps(await collectCommitmentTerms(context, cost, session));
  } catch (error) {
    signal.throwIfAborted();
    if (!(error instanceof ProviderError)) throw error;
    tally.addGaps([error.toGap({ subject: 'bills' })]);
  }
  return tally.toResult(session.calls.notBefore());
}

async function keep(context: CollectionContext, ledger: Ledger, tally: DeliveryTally, read: CostRead): Promise<void> {
  if (read.type === 'end') {
    tally.end(read.completeness.complete ? [] : read.completeness.gaps);
    return;
  }
  const { delivery } = read;
  if (await isKnown(context, delivery)) {
    tally.addKnown();
    return;
  }
  try {
    tally.addKept(delivery, await record(context, ledger, delivery));
  } catch (error) {
    context.signal.throwIfAborted();
    if (!(error instanceof ProviderError)) throw error;
    tally.addGaps([error.toGap({ subject: 'bills' })]);
  }
}

type Delivery = Extract<CostRead, { type: 'delivery' }>['delivery'];

/** Whether the ledger was last told this version of the scope's month, whatever became of it. */
async function isKnown({ database }: CollectionContext, delivery: Delivery): Promise<boolean> {
  const { source, scope, billingMonth } = delivery;
  const last = await database.prisma.costDelivery.findFirst({
    where: { source, scope, billingMonth: toMonthStart(billingMonth) },
    orderBy: { arrivedAt: 'desc' },
    select: { version: true },
  });
  return last?.version === toKeptVersion(delivery);
}

/** The provider's version, and that of the mapping: when either changes, the files are read anew. */
function toKeptVersion({ version, toFocus }: Delivery): string {
  return toFocus === null ? version : `${version} mapped ${toFocus.version}`;
}

/** Reads the files first, and records them in one transaction that only the holder of the lease can commit. */
async function record(context: CollectionContext, ledger: Ledger, delivery: Delivery): Promise<KeptDelivery> {
  const { connection, database, now, signal } = context;
  const prepared = await ledger.prepare({
    ...delivery,
    version: toKeptVersion(delivery),
    connectionId: connection.id,
  });
  let outcomes: MonthOutcome[] | null = null;
  try {
    signal.throwIfAborted();
    outcomes = await database.prisma.$transaction(
      async (transaction) => {
        await context.assertLeaseIn(transaction);
        return recordDelivery(transaction, prepared, now());
      },
      { timeout: recordWithinMs },
    );
    return { months: outcomes, untold: prepared.untold };
  } finally {
    await ledger.settle(prepared, outcomes);
  }
}
