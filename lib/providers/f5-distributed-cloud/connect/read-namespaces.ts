import { z } from 'zod';
import { ProviderError } from '../../contract/provider-error';
import type { Tenant, TenantRequest } from './open-tenant';

/** Has the objects that are the whole tenant's, such as sites. */
export const systemNamespace = 'system';

export const namespacesRequest: TenantRequest = { operation: 'web:namespaces', path: '/api/web/namespaces' };

const namespacesSchema = z.object({ items: z.array(z.object({ tenant: z.string().min(1), name: z.string().min(1) })) });

export interface Namespaces {
  /** The tenant's id, as every object of it names it. */
  tenantId: string;
  names: string[];
}

/** The namespaces that the credential sees, and with them the id of its tenant. Throws a `ProviderError`. */
export async function readNamespaces(tenant: Tenant): Promise<Namespaces> {
  const { items } = await tenant.request(namespacesRequest, namespacesSchema);
  const own = items.find(({ name }) => name === systemNamespace) ?? items[0];
  if (own === undefined) throw noNamespace(tenant);
  return { tenantId: own.tenant, names: items.map(({ name }) => name) };
}

function noNamespace({ host }: Tenant): ProviderError {
  return new ProviderError({
    kind: 'permission-missing',
    code: 'NoNamespace',
    operation: namespacesRequest.operation,
    message: `The credential sees no namespace of the tenant ${host}.`,
    remedy: 'Give the service credential the role ves-io-monitor-role in the namespace system.',
  });
}
