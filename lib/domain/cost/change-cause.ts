/**
 * Why a closed month's costs are other ones now. Every cent of a difference has one cause.
 * `late-usage`: usage that was not told at the close, or more of it. `usage-withdrawn`: usage taken back, or less of it.
 * `correction`: corrections, credits and adjustments that came, went or changed. `price`: the same usage at another price.
 * `commitment`: what commitments left unused. `fees`: purchases, fees and taxes. `rate`: another rate of a currency, where
 * figures are converted. `source`: a bill that counts now and did not then, or the reverse. `tags`: the provider tells other
 * tags, so that it belongs to another team or site. `rules`: other allocation rules; totals stay. `other`: none of these.
 */
export const changeCauses = [
  'late-usage',
  'usage-withdrawn',
  'correction',
  'price',
  'commitment',
  'fees',
  'rate',
  'source',
  'tags',
  'rules',
  'other',
] as const;
export type ChangeCause = (typeof changeCauses)[number];
