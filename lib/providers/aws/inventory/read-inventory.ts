import type { Gap } from '@/lib/domain/provider-fault';
import type { InventoryItem } from '@/lib/domain/resource';
import { forEachBounded } from '../../contract/concurrency/for-each-bounded';
import { Places } from '../../contract/concurrency/places';
import { type Emit, streamFrom } from '../../contract/concurrency/stream-from';
import { toCompleteness } from '../../contract/faults/to-gaps';
import type { InventoryRead, InventoryScope } from '../../contract/provider';
import { ProviderError } from '../../contract/provider-error';
import type { AwsAccount } from '../connect/aws-account';
import type { AwsSession } from '../connect/credentials';
import { readAccountRegions, readAccounts } from '../connect/read-places';
import { openRegion, type RegionContext } from '../connect/region-context';
import type { KindReader } from './kind-reader';
import { readScope } from './read-scope';
import { kindReaders } from './readers';

/** How much is under way at once. Within it, buckets limit the rates; without it, a hanging region would hold up the rest. */
const accountsAtOnce = 4;
const regionsAtOnce = 40;
const kindsAtOnce = 3;
/** Of all regions together, listings that are long and held whole because their kind is not told in parts. */
const longListingsAtOnce = 2;

/** What the reading has learnt of which scopes exist. */
interface Enumeration {
  scopes: InventoryScope[];
  gaps: Gap[];
}

interface Reading {
  enumeration: Enumeration;
  longListings: Places;
  emit: Emit<InventoryRead>;
}

/**
 * Reads every kind in every region of every account. An account that cannot be entered, or whose regions cannot be
 * listed, gives no scopes but one gap of the enumeration, which is then incomplete, so that nothing known of it ends.
 */
export function readInventory(session: AwsSession): AsyncGenerator<InventoryRead, void> {
  return streamFrom<InventoryRead>(async (emit) => {
    const enumeration: Enumeration = { scopes: [], gaps: [] };
    const reading = { enumeration, longListings: new Places(longListingsAtOnce), emit };
    const accounts = await readKnownAccounts(session, enumeration);
    const ids = new Set(accounts.map(({ id }) => id));
    await forEachBounded(accounts, accountsAtOnce, (account) => readAccount(session, account, ids, reading));
    const { scopes, gaps } = enumeration;
    await emit({ type: 'enumeration', scopes, completeness: toCompleteness(gaps) });
  });
}

async function readKnownAccounts(session: AwsSession, enumeration: Enumeration): Promise<AwsAccount[]> {
  try {
    return await readAccounts(session);
  } catch (error) {
    if (!(error instanceof ProviderError)) throw error;
    enumeration.gaps.push(error.toGap({}));
    return [];
  }
}

async function readAccount(
  session: AwsSession,
  account: AwsAccount,
  ids: ReadonlySet<string>,
  reading: Reading,
): Promise<void> {
  const { enumeration } = reading;
  const regions = await readRegions(session, account, ids, enumeration);
  enumeration.scopes.push(
    ...regions.flatMap((region) => kindReaders.map(({ kind }) => ({ account: account.id, region, kind }))),
  );
  await forEachBounded(regions, regionsAtOnce, async (region) => {
    const context = openRegion(session, account, region, ids);
    await forEachBounded(kindReaders, kindsAtOnce, (reader) => readInto(reading, context, reader));
  });
}

/** Reads one scope and holds what was not told in parts until it was taken. */
async function readInto({ longListings, emit }: Reading, context: RegionContext, reader: KindReader): Promise<void> {
  const place = longListings.claim();
  const { account, region, now } = context;
  const scope = { account, region, kind: reader.kind };
  const tellPart = (items: InventoryItem[]) => emit({ type: 'part', scope, items, readAt: now() });
  try {
    await emit(await readScope({ ...context, awaitRoom: () => place.enter(), tellPart }, reader));
  } finally {
    place.leave();
  }
}

async function readRegions(
  session: AwsSession,
  account: AwsAccount,
  ids: ReadonlySet<string>,
  enumeration: Enumeration,
): Promise<readonly string[]> {
  try {
    return await readAccountRegions(session, account, ids);
  } catch (error) {
    if (!(error instanceof ProviderError)) throw error;
    enumeration.gaps.push(error.toGap({ account: account.id }));
    return [];
  }
}
