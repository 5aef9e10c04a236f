import type { ProviderId } from '@/lib/domain/provider';
import type { ProviderFaultKind } from '@/lib/domain/provider-fault';

const providerTitles: Record<string, string> = {
  aws: 'AWS',
  'google-cloud': 'Google Cloud',
  azure: 'Azure',
  kubernetes: 'Kubernetes',
  coreweave: 'CoreWeave',
  slurm: 'Slurm',
  prometheus: 'Prometheus',
  'f5-distributed-cloud': 'F5 Distributed Cloud',
};

/** A provider's name as people write it; the id itself for one not known here. */
export function nameProvider(provider: string): string {
  return providerTitles[provider] ?? provider;
}

const providerReaches: Record<string, string> = {
  aws: 'Accounts, each in its regions',
  'google-cloud': 'An organisation, a folder or a project',
  azure: 'Subscriptions of a tenant',
  kubernetes: 'One cluster, wherever it runs',
  coreweave: 'One cluster of CoreWeave’s',
  slurm: 'One cluster, through slurmrestd',
  prometheus: 'One server and what it scrapes',
  'f5-distributed-cloud': 'One tenant: sites, links, load balancers',
};

/** What one connection to a provider covers, in a few words; null for a provider not known here. */
export function sayReach(provider: string): string | null {
  return providerReaches[provider] ?? null;
}

const ambientProviders: ReadonlySet<ProviderId> = new Set<ProviderId>(['aws', 'google-cloud', 'azure']);

/** How a connection without a stored secret signs in, as a sentence. */
export function sayWithoutSecret(provider: ProviderId): string {
  return ambientProviders.has(provider)
    ? 'None stored; the credentials of the machine Millwright runs on are used.'
    : 'None stored; it is read without one.';
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
