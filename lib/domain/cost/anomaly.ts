import type { CostDimension } from './cost-dimension';

/**
 * What is out of the usual: `spike`, more for a few days; `drop`, less for a few days; `shift`, a level that moved and
 * stayed; `new`, costs where there were none.
 */
export const anomalyKinds = ['spike', 'drop', 'shift', 'new'] as const;
export type AnomalyKind = (typeof anomalyKinds)[number];

/** What a person says of an anomaly: seen and looked into, to be expected, or no anomaly at all. */
export const anomalyVerdicts = ['acknowledged', 'expected', 'mistaken'] as const;
export type AnomalyVerdict = (typeof anomalyVerdicts)[number];

/** `restated`: a later delivery explained it away. */
export const anomalyStates = ['open', ...anomalyVerdicts, 'restated'] as const;
export type AnomalyState = (typeof anomalyStates)[number];

/** Days are judged by weekday and level; what comes once in a while by calendar months. */
export const anomalyRhythms = ['daily', 'monthly'] as const;
export type AnomalyRhythm = (typeof anomalyRhythms)[number];

/** Charges that come once, or once a month: they are judged by months and apart from usage. */
export const oneOffCategories = ['Purchase', 'Tax', 'Credit', 'Adjustment'] as const;

/** What costs of a provider are watched by; by `provider` is the whole. */
export const watchedDimensions = [
  'provider',
  'service',
  'account',
  'region',
  'gpu-model',
  'team',
  'site',
] as const satisfies readonly CostDimension[];
export type WatchedDimension = (typeof watchedDimensions)[number] | 'charge-category';

/** What an anomaly's costs are told by, in the order in which its cause is looked for. */
export const causeDimensions = ['service', 'sku', 'account', 'region', 'resource', 'gpu-model', 'team'] as const;
export type CauseDimension = (typeof causeDimensions)[number];
