import type { AddRateCard, RateCardVersion } from '@/lib/api/contracts/rate-cards';
import { readAmount } from '@/lib/domain/cost/amount';
import { readTypedAmount } from '@/lib/domain/cost/read-typed-amount';

/** A card as it is being typed. What is left empty is not known. */
export interface RateCardDraft {
  site: string;
  gpuModel: string;
  nodes: string;
  validFrom: string;
  currency: string;
  price: string;
  residual: string;
  on: string;
  months: string;
  retiredOn: string;
  powerPrice: string;
  pue: string;
  ratedWatts: string;
  hostWatts: string;
  rackPrice: string;
  nodesPerRack: string;
  staffPrice: string;
  overheadPrice: string;
  note: string;
  /** From its day on it prices nothing. */
  withdrawn: boolean;
}

/** What of a draft is typed. */
export type RateCardText = Exclude<keyof RateCardDraft, 'withdrawn'>;

export type RateCardFaults = Partial<Record<RateCardText, string>>;

/** The newest version of a card, to be changed; null for a new card. `today` is the day it holds from unless another is set. */
export function toDraft(version: RateCardVersion | null, today: string): RateCardDraft {
  const purchase = version?.purchase ?? null;
  return {
    site: version?.site ?? '',
    gpuModel: version?.gpuModel ?? '',
    nodes: version?.nodes ?? '*',
    validFrom: today,
    currency: version?.currency ?? '',
    price: purchase?.price ?? '',
    residual: purchase?.residual ?? '',
    on: purchase?.on ?? '',
    months: purchase?.months.toString() ?? '',
    retiredOn: purchase?.retiredOn ?? '',
    powerPrice: version?.powerPrice ?? '',
    pue: version?.pue ?? '1',
    ratedWatts: version?.ratedWatts ?? '',
    hostWatts: version?.hostWatts ?? '',
    rackPrice: version?.rackPrice ?? '',
    nodesPerRack: version?.nodesPerRack.toString() ?? '1',
    staffPrice: version?.staffPrice ?? '',
    overheadPrice: version?.overheadPrice ?? '',
    note: '',
    withdrawn: false,
  };
}

/** What a draft means. Of a draft with faults it is nothing to send. */
export function toRateCard(draft: RateCardDraft, basedOn: number | null): AddRateCard {
  const text = (key: RateCardText) => draft[key].trim();
  const orNull = (key: RateCardText) => text(key) || null;
  const amount = (key: AmountKey) => readTypedAmount(draft[key], toUnit(key, draft), toReading(key)).text ?? text(key);
  const amountOrNull = (key: AmountKey) => amount(key) || null;
  return {
    site: text('site'),
    gpuModel: orNull('gpuModel'),
    nodes: text('nodes') || '*',
    validFrom: text('validFrom'),
    withdrawn: draft.withdrawn,
    currency: text('currency').toUpperCase(),
    purchase: hasPurchase(draft)
      ? {
          price: amount('price'),
          residual: amount('residual'),
          on: text('on'),
          months: Number(text('months')),
          retiredOn: orNull('retiredOn'),
        }
      : null,
    powerPrice: amountOrNull('powerPrice'),
    pue: amount('pue'),
    ratedWatts: amountOrNull('ratedWatts'),
    hostWatts: amountOrNull('hostWatts'),
    rackPrice: amountOrNull('rackPrice'),
    nodesPerRack: Number(text('nodesPerRack')),
    staffPrice: amountOrNull('staffPrice'),
    overheadPrice: amountOrNull('overheadPrice'),
    note: text('note'),
    basedOn,
  };
}

const purchaseKeys = ['price', 'residual', 'on', 'months'] as const;
const amountKeys = ['powerPrice', 'ratedWatts', 'hostWatts', 'rackPrice', 'staffPrice', 'overheadPrice'] as const;
type AmountKey = (typeof amountKeys)[number] | 'price' | 'residual' | 'pue';

/** What is bought is told to the cent; prices of an hour and figures of power may have more decimals. */
const toReading = (key: AmountKey) => ({ isRate: key !== 'price' && key !== 'residual' });

/** The currency of what is typed; null: it is no money. */
function toUnit(key: AmountKey, draft: RateCardDraft): string | null {
  return key === 'pue' || key === 'ratedWatts' || key === 'hostWatts' ? null : draft.currency;
}

/** What is wrong with a draft, by field; empty when nothing is. */
export function findRateCardFaults(draft: RateCardDraft): RateCardFaults {
  const faults: RateCardFaults = {};
  const isEmpty = (key: RateCardText) => draft[key].trim() === '';
  if (isEmpty('site')) faults.site = 'Choose the site.';
  if (isEmpty('validFrom')) faults.validFrom = 'Say from which day it holds.';
  if (!/^[A-Za-z]{3}$/.test(draft.currency.trim())) faults.currency = 'Write the code of the currency, such as EUR.';
  for (const key of [...amountKeys, ...(hasPurchase(draft) ? (['price', 'residual'] as const) : [])])
    if (!isEmpty(key)) {
      const fault = findAmountFault(key, draft, 0n);
      if (fault !== null) faults[key] = fault;
    }
  if (hasPurchase(draft) || !isEmpty('retiredOn'))
    for (const key of purchaseKeys)
      if (isEmpty(key)) faults[key] = 'A purchase needs price, residual value, day and months.';
  if (!isEmpty('months') && !/^[1-9]\d{0,2}$/.test(draft.months.trim())) faults.months = 'Write whole months from 1.';
  if (!/^[1-9]\d{0,2}$/.test(draft.nodesPerRack.trim())) faults.nodesPerRack = 'Write a whole number from 1.';
  const fault = findAmountFault('pue', draft, 1n);
  if (fault !== null) faults.pue = fault;
  return faults;
}

function hasPurchase(draft: RateCardDraft): boolean {
  return purchaseKeys.some((key) => draft[key].trim() !== '');
}

/** What is wrong with a number that is to be `least` or more; null: nothing. */
function findAmountFault(key: AmountKey, draft: RateCardDraft, least: bigint): string | null {
  const { text, fault } = readTypedAmount(draft[key], toUnit(key, draft), toReading(key));
  if (text === null) return fault;
  return readAmount(text) >= least * 10n ** 24n ? null : `It is ${least} or more.`;
}
