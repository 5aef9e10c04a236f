import { z } from 'zod';
import type { InventoryItem } from '@/lib/domain/resource';
import { bareSoftware, type SoftwareComponent, type SoftwareFacts } from '@/lib/domain/site/software';
import { type ListedObject, listObjects, objectSchema } from '../connect/list-objects';
import type { TenantRequest } from '../connect/open-tenant';
import { systemNamespace } from '../connect/read-namespaces';
import type { KindReader } from './kind-reader';
import { toSiteVersions, type VersionPair, versionStatusSchema } from './software-versions';
import { type TenantContext, tenantRegion, toNativeId } from './tenant-context';
import { toDate } from './to-date';
import { toSiteStatus } from './to-lifecycle';
import { toRaw } from './to-raw';

/** The label that names a site on everything that belongs to it. */
export const siteNameLabel = 'ves.io/siteName';

const siteSchema = objectSchema.extend({
  get_spec: z.object({
    site_state: z.string().nullish(),
    site_type: z.string().nullish(),
    volterra_software_version: z.string().nullish(),
    operating_system_version: z.string().nullish(),
  }),
  status_set: z.array(versionStatusSchema).nullish(),
});
type Site = z.output<typeof siteSchema>;

/** The API gives names and labels alone unless it is asked for more; any field asked for brings them all. */
const fullFields = ['metadata', 'system_metadata', 'get_spec'].map((field) => ['report_fields', field] as const);

export const sitesRequest: TenantRequest = {
  operation: 'config:sites',
  path: `/api/config/namespaces/${systemNamespace}/sites`,
  query: [...fullFields, ['report_status_fields', 'status_set']],
};

/** Regional and customer edges alike: whatever kind of site a person created, F5 keeps a `site` for it. */
export const edgeSites: KindReader = {
  kind: 'edge-site',
  operation: sitesRequest.operation,
  async read(context, faults) {
    const listing = await listObjects(context.tenant, sitesRequest, siteSchema);
    faults.listing.push(...listing.faults);
    return listing.found.map((site) => toEdgeSite(context, site));
  },
};

export function toEdgeSite(
  { tenantId }: Pick<TenantContext, 'tenantId'>,
  { object: site, document }: ListedObject<Site>,
): InventoryItem {
  const { name, namespace, labels, owner_view, get_spec: spec, status_set: statuses } = site;
  const nativeStatus = spec.site_state || null;
  const versions = toSiteVersions(spec, statuses ?? []);
  return {
    kind: 'edge-site',
    nativeId: toNativeId(tenantId, namespace, 'site', name),
    nativeType: owner_view?.kind || 'site',
    name,
    account: tenantId,
    region: tenantRegion,
    zone: null,
    status: toSiteStatus(nativeStatus),
    nativeStatus,
    size: spec.site_type || null,
    // A site's accelerators are its nodes'.
    accelerators: [],
    tags: { [siteNameLabel]: name, ...labels },
    software: [
      toSoftware('edge-software', versions.software),
      toSoftware('edge-operating-system', versions.operatingSystem),
    ],
    createdAt: toDate(site.system_metadata?.creation_timestamp),
    detailed: true,
    raw: toRaw({ ...document, versions }),
  };
}

/** F5 names an available version also where it is the one in use. */
function toSoftware(component: SoftwareComponent, { inUse, available, upgradeWaiting }: VersionPair): SoftwareFacts {
  return { ...bareSoftware(component, inUse), available: upgradeWaiting === false ? null : available };
}
