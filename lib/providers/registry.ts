import type { ProviderId } from '@/lib/domain/provider';
import type { Provider } from './contract/provider';

const loaders: Record<ProviderId, () => Promise<Provider>> = {
  aws: async () => (await import('./aws/provider')).awsProvider,
  'google-cloud': async () => (await import('./google-cloud/provider')).googleCloudProvider,
  kubernetes: async () => (await import('./kubernetes/provider')).kubernetesProvider,
  coreweave: async () => (await import('./coreweave/provider')).coreWeaveProvider,
  azure: async () => (await import('./azure/provider')).azureProvider,
  slurm: async () => (await import('./slurm/provider')).slurmProvider,
  'f5-distributed-cloud': async () => (await import('./f5-distributed-cloud/provider')).distributedCloudProvider,
  prometheus: async () => (await import('./prometheus/provider')).prometheusProvider,
};

/** Loads a provider on first use, so that a process pays only for the SDKs it calls. */
export function loadProvider(id: ProviderId): Promise<Provider> {
  return loaders[id]();
}
