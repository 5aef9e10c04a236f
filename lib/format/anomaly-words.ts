import type { AnomalyKind, AnomalyState, AnomalyVerdict, CauseDimension } from '@/lib/domain/cost/anomaly';
import { costDimensionWords, nameCostValue } from './cost-words';
import { nameProvider } from './provider-words';

/** What is out of the usual, in a word and a sentence. */
export const anomalyKindWords: Record<AnomalyKind, { title: string; says: string }> = {
  spike: { title: 'Spike', says: 'More than usual for a few days.' },
  drop: { title: 'Drop', says: 'Less than usual for a few days.' },
  shift: { title: 'New level', says: 'The level moved and stayed; it is told once.' },
  new: { title: 'New cost', says: 'There were no such costs before.' },
};

/** How an anomaly stands, in a word and a sentence. */
export const anomalyStateWords: Record<AnomalyState, { title: string; says: string }> = {
  open: { title: 'Open', says: 'Nobody has said what it is.' },
  acknowledged: { title: 'Acknowledged', says: 'Somebody looks into it.' },
  expected: { title: 'Expected', says: 'It was to be expected; the like of it raises no alarm.' },
  mistaken: { title: 'No anomaly', says: 'Somebody says that it is none.' },
  restated: { title: 'Restated', says: 'A later delivery of the bills explained it away.' },
};

/** What somebody can say of an anomaly. */
export const anomalyVerdictWords: Record<AnomalyVerdict, { title: string; says: string }> = {
  acknowledged: { title: 'Acknowledge', says: 'It is seen, and somebody looks into it. It stays in the list.' },
  expected: {
    title: 'Expected',
    says: 'Such costs were to be expected. The like of them, up to a quarter larger, raises no alarm again.',
  },
  mistaken: { title: 'No anomaly', says: 'Nothing is unusual about it.' },
};

/** What a cause is told by. */
export const causeDimensionWords: Record<CauseDimension, { title: string; none: string }> = {
  service: costDimensionWords.service,
  sku: costDimensionWords.sku,
  account: costDimensionWords.account,
  region: costDimensionWords.region,
  'gpu-model': costDimensionWords['gpu-model'],
  team: costDimensionWords.team,
  resource: { title: 'Resource', none: 'Of no resource' },
};

/** A slice in words: `Amazon EC2, AWS`; of the whole of a provider its name. */
export function nameSlice({
  provider,
  dimension,
  value,
}: {
  provider: string;
  dimension: keyof typeof costDimensionWords;
  value: string;
}): string {
  if (dimension === 'provider') return nameProvider(provider);
  const name = dimension === 'charge-category' ? `Charges of the kind ${value}` : nameCostValue(dimension, value);
  return `${name}, ${nameProvider(provider)}`;
}
