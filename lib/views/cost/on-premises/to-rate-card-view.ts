import type { CardRates, HourlyRate } from '@/lib/analytics/on-premises/node-rates';
import type { NodeRates, RateCardVersion } from '@/lib/api/contracts/rate-cards';
import { type Amount, formatAmount } from '@/lib/domain/cost/amount';
import type { Day } from '@/lib/domain/cost/rate-card';
import type { WrittenCard } from '@/lib/store/on-premises/rate-cards';

/** A version as people wrote it, amounts as exact text. */
export function toVersion(card: WrittenCard): RateCardVersion {
  const { purchase } = card;
  return {
    ...card,
    gpuModel: card.gpuModel === '' ? null : card.gpuModel,
    purchase:
      purchase === null
        ? null
        : { ...purchase, price: formatAmount(purchase.price), residual: formatAmount(purchase.residual) },
    powerPrice: toText(card.powerPrice),
    pue: formatAmount(card.pue),
    ratedWatts: toText(card.ratedWatts),
    hostWatts: toText(card.hostWatts),
    rackPrice: toText(card.rackPrice),
    staffPrice: toText(card.staffPrice),
    overheadPrice: toText(card.overheadPrice),
    createdAt: card.createdAt.toISOString(),
  };
}

/** What an hour comes to, as exact text. */
export function toNodeRates(
  day: Day,
  { card, nodes, gpus, measuredNodes, absentNodes, parts, total }: CardRates,
): NodeRates {
  return {
    day,
    currency: card.currency,
    nodes,
    gpus,
    measuredNodes,
    absentNodes,
    parts: parts.map(({ part, ...rate }) => ({ part, ...toRate(rate) })),
    total: { ...toRate(total), atLeast: total.atLeast },
  };
}

function toRate({ perNodeHour, perGpuHour }: HourlyRate) {
  return { perNodeHour: toText(perNodeHour), perGpuHour: toText(perGpuHour) };
}

function toText(amount: Amount | null): string | null {
  return amount === null ? null : formatAmount(amount);
}
