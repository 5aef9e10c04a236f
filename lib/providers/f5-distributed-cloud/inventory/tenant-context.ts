import type { Tenant } from '../connect/open-tenant';
import { systemNamespace } from '../connect/read-namespaces';
import type { DistributedCloudSettings } from '../settings';

/** F5 places a tenant's objects in no region. */
export const tenantRegion = 'global';

/** What reading a tenant needs once it is known who the tenant is. */
export interface TenantContext {
  tenant: Tenant;
  /** The tenant's id: the account of everything in it. */
  tenantId: string;
  /** Namespaces whose alerts are read; never empty. */
  alertNamespaces: readonly string[];
}

export function toContext(
  tenant: Tenant,
  tenantId: string,
  { namespaces }: Pick<DistributedCloudSettings, 'namespaces'>,
): TenantContext {
  return { tenant, tenantId, alertNamespaces: namespaces.length === 0 ? [systemNamespace] : namespaces };
}

/** `<tenant>/<namespace>/<type>/<name>`, for everything of a tenant. */
export function toNativeId(tenantId: string, namespace: string, type: string, name: string): string {
  return [tenantId, namespace, type, name].join('/');
}
