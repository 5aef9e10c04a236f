import type { ProviderFaultKind } from '@/lib/domain/provider-fault';

const providerTitles: Record<string, { title: string; code: string }> = {
  aws: { title: 'AWS', code: 'AWS' },
  'google-cloud': { title: 'Google Cloud', code: 'GC' },
  azure: { title: 'Azure', code: 'AZ' },
  kubernetes: { title: 'Kubernetes', code: 'K8s' },
  coreweave: { title: 'CoreWeave', code: 'CW' },
  slurm: { title: 'Slurm', code: 'SL' },
  prometheus: { title: 'Prometheus', code: 'PR' },
  'f5-distributed-cloud': { title: 'F5 Distributed Cloud', code: 'F5' },
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
