import type { ProviderFaultKind } from '@/lib/domain/provider-fault';

const providerTitles: Record<string, { title: string; code: string }> = {
  aws: { title: 'AWS', code: 'AWS' },
};

/** A provider's name as people write it; the id itself for one not known here. */
export function nameProvider(provider: string): string {
  return providerTitles[provider]?.title ?? provider;
}

/** What a provider's fault is called, in lower case, for use within a sentence. */
export const faultWords: Record<ProviderFaultKind, string> = {
  'credentials-rejected': 'credentials rejected',
  'permission-missing': 'permission missing',
  'rate-limited': 'throttled',
  unavailable: 'unavailable',
  'response-unexpected': 'unexpected answer',
  'capability-unsupported': 'not supported',
  'outcome-unknown': 'outcome unknown',
};
