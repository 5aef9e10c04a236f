import type { ProviderId } from '@/lib/domain/provider';
import type { Provider } from './contract/provider';

const loaders: Record<ProviderId, () => Promise<Provider>> = {
  aws: async () => (await import('./aws/provider')).awsProvider,
};

/** Loads a provider on first use, so that a process pays only for the SDKs it calls. */
export function loadProvider(id: ProviderId): Promise<Provider> {
  return loaders[id]();
}
