import type { PriceEdition } from '@/lib/domain/cost/price';
import type { Prisma } from '@/lib/store/database/generated/client';
import { lockPrices, writeEdition } from './write-edition';

/** A list as it was read: of a series, and perhaps only in part. */
export interface ReadList extends PriceEdition {
  series: string;
  isWhole: boolean;
  /** Of what it says, in whatever order. */
  contentHash: Buffer;
}

/**
 * Keeps a list that was read, valid from then. One that says the same as the last of its series only confirms that, and
 * what was confirmed before stays. One that was read in part takes no other's place, and one that says nothing begins no series; whole, it ends what the last
 * one said.
 */
export async function keepList(
  tx: Prisma.TransactionClient,
  { isWhole, contentHash, ...list }: ReadList,
): Promise<void> {
  const { provider, series, offers, validFrom: at } = list;
  await lockPrices(tx, provider);
  const last = await tx.priceEdition.findFirst({ where: { provider, series }, orderBy: { validFrom: 'desc' } });
  if (last !== null && contentHash.equals(last.contentHash))
    await tx.priceConfirmation.createMany({ data: [{ editionId: last.id, confirmedAt: at }], skipDuplicates: true });
  // Whoever shares the series may have read it later and written it sooner.
  else if (last === null ? offers.length > 0 : isWhole && last.validFrom < at)
    await writeEdition(tx, list, contentHash, at, series);
}
