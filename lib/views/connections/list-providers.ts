import { requirePermission } from '@/lib/access/authorise';
import type { ProviderDescription } from '@/lib/api/contracts/connections';
import { providerIds } from '@/lib/domain/provider';
import { declaredCapabilities } from '@/lib/providers/contract/provider';
import { loadProvider } from '@/lib/providers/registry';
import type { ViewContext } from '@/lib/views/view-context';

/** Every provider that can be connected: what it can do, what it asks for and how to give it least privilege. */
export async function listProviders({ actor }: ViewContext): Promise<{ items: ProviderDescription[] }> {
  requirePermission(actor, 'connections:read');
  const providers = await Promise.all(providerIds.map(loadProvider));
  return {
    items: providers.map((provider) => ({
      id: provider.id,
      title: provider.title,
      capabilities: declaredCapabilities(provider),
      ...provider.form,
    })),
  };
}
