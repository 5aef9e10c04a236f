import type pg from 'pg';
import { type Amount, formatAmount, parseAmount } from '@/lib/domain/cost/amount';
import type { Day, RateCard } from '@/lib/domain/cost/rate-card';
import type { CostRateCard, Prisma } from '@/lib/store/database/generated/client';

/** A version of a card with who wrote it, and why. */
export interface WrittenCard extends RateCard {
  note: string;
  createdBy: string;
  createdAt: Date;
}

/** Every version of every card there is, cards in the order of their first versions. */
export async function readRateCards({ costRateCard }: Prisma.TransactionClient): Promise<WrittenCard[]> {
  const rows = await costRateCard.findMany({ orderBy: [{ createdAt: 'asc' }, { id: 'asc' }] });
  return rows.map(toCard);
}

/** A text that is another one whenever a card of the site was written. */
export async function readCardsPrint(pool: pg.Pool, site: string): Promise<string> {
  const { rows } = await pool.query<{ print: string }>(
    `SELECT md5(coalesce(string_agg(id::text, ' ' ORDER BY id), '')) AS print FROM cost_rate_card WHERE site = $1`,
    [site],
  );
  return rows[0]?.print ?? '';
}

/** Adds a version. */
export async function addRateCard(tx: Prisma.TransactionClient, card: WrittenCard): Promise<void> {
  const { purchase } = card;
  await tx.costRateCard.create({
    data: {
      site: card.site,
      gpuModel: card.gpuModel,
      nodes: card.nodes,
      version: card.version,
      validFrom: toDate(card.validFrom),
      withdrawn: card.withdrawn,
      currency: card.currency,
      purchasePrice: toDecimal(purchase?.price ?? null),
      residualValue: toDecimal(purchase?.residual ?? null),
      purchasedOn: purchase === null ? null : toDate(purchase.on),
      depreciationMonths: purchase?.months ?? null,
      retiredOn: purchase === null || purchase.retiredOn === null ? null : toDate(purchase.retiredOn),
      powerPrice: toDecimal(card.powerPrice),
      pue: formatAmount(card.pue),
      ratedWatts: toDecimal(card.ratedWatts),
      hostWatts: toDecimal(card.hostWatts),
      rackPrice: toDecimal(card.rackPrice),
      nodesPerRack: card.nodesPerRack,
      staffPrice: toDecimal(card.staffPrice),
      overheadPrice: toDecimal(card.overheadPrice),
      note: card.note,
      createdBy: card.createdBy,
      createdAt: card.createdAt,
    },
  });
}

function toCard(row: CostRateCard): WrittenCard {
  const { purchasePrice, residualValue, purchasedOn, depreciationMonths, retiredOn } = row;
  const isTold =
    purchasePrice !== null && residualValue !== null && purchasedOn !== null && depreciationMonths !== null;
  return {
    site: row.site,
    gpuModel: row.gpuModel,
    nodes: row.nodes,
    version: row.version,
    validFrom: toDay(row.validFrom),
    withdrawn: row.withdrawn,
    currency: row.currency,
    purchase: isTold
      ? {
          price: read(purchasePrice),
          residual: read(residualValue),
          on: toDay(purchasedOn),
          months: depreciationMonths,
          retiredOn: retiredOn === null ? null : toDay(retiredOn),
        }
      : null,
    powerPrice: toAmount(row.powerPrice),
    pue: read(row.pue),
    ratedWatts: toAmount(row.ratedWatts),
    hostWatts: toAmount(row.hostWatts),
    rackPrice: toAmount(row.rackPrice),
    nodesPerRack: row.nodesPerRack,
    staffPrice: toAmount(row.staffPrice),
    overheadPrice: toAmount(row.overheadPrice),
    note: row.note,
    createdBy: row.createdBy,
    createdAt: row.createdAt,
  };
}

/** As text, for a number would lose digits. */
function read(value: Prisma.Decimal): Amount {
  const amount = parseAmount(value.toFixed());
  if (amount === null) throw new Error(`The database holds no amount: ${value.toFixed()}.`);
  return amount;
}

function toAmount(value: Prisma.Decimal | null): Amount | null {
  return value === null ? null : read(value);
}

function toDecimal(amount: Amount | null): string | null {
  return amount === null ? null : formatAmount(amount);
}

function toDay(date: Date): Day {
  return date.toISOString().slice(0, 10);
}

function toDate(day: Day): Date {
  return new Date(`${day}T00:00:00Z`);
}
