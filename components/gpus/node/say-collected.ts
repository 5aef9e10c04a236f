import type { ProviderId } from '@/lib/domain/provider';

const words: Partial<Record<ProviderId, string>> = {
  aws: 'CloudWatch gives the mean of each minute, or of five minutes or an hour where it was read late.',
  azure: 'Azure Monitor gives the mean of each minute; power is the energy of a minute over its length.',
  'google-cloud': 'Cloud Monitoring gives a sample a minute; rates are what a counter grew by between two.',
  prometheus: 'The last sample of each minute is read; rates are what a counter grew by between two minutes.',
  coreweave: 'Every sample is read at its own time.',
};

/** In what steps a provider gives its samples, and what each stands for; null where that is not known. */
export function sayCollected(provider: ProviderId | null): string | null {
  return provider === null ? null : (words[provider] ?? null);
}
