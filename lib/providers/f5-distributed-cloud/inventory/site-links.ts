import { bareLink, untoldEnd } from '@/lib/domain/link/link-facts';
import { toLinkState } from '@/lib/domain/link/to-link-state';
import type { InventoryItem } from '@/lib/domain/resource';
import { ProviderError } from '../../contract/provider-error';
import { systemNamespace } from '../connect/read-namespaces';
import {
  type ConnectivityEdge,
  connectivityRequest,
  customerEdgesOf,
  readConnectivity,
} from '../topology/read-connectivity';
import { type MeshGroup, readMeshGroups } from '../topology/read-mesh-groups';
import { readTopology } from '../topology/read-topology';
import { toWorseWord } from '../topology/worse-word';
import { isDoubtful, judgeLink, toWorst } from './judge-link';
import type { KindReader } from './kind-reader';
import type { ScopeFaults } from './scope-faults';
import { type TenantContext, tenantRegion, toNativeId } from './tenant-context';
import { toRaw } from './to-raw';

/**
 * One item a pair of sites, by what either reports of the way between them. Two calls tell of all of them; how one stands that
 * loses something, the topology of one of its sites tells.
 */
export const siteLinks: KindReader = {
  kind: 'site-link',
  operation: connectivityRequest.operation,
  async read(context, faults) {
    const reports = await readConnectivity(context.tenant);
    const groups = await readGroups(context, faults);
    const pairs = Map.groupBy(reports, ({ src_id, dst_id }) => toLinkName(src_id.site, dst_id.site));
    const statuses = await readStatuses(context, reports.filter(isDoubtful), faults);
    return [...pairs].map(([name, reported]) => toSiteLink(context, name, reported, { groups, statuses }));
  },
};

/** Tells a pair of sites from others, whichever of the two reports. */
export function toLinkName(one: string, other: string): string {
  return [one, other].sort().join('--');
}

export function toLinkId(tenantId: string, name: string): string {
  return toNativeId(tenantId, systemNamespace, 'link', name);
}

/** F5's own word for ways of sites, by the name of the pair; what could not be read is not in it. */
type Statuses = ReadonlyMap<string, string | null>;

async function readStatuses(
  { tenant }: TenantContext,
  doubtful: readonly ConnectivityEdge[],
  faults: ScopeFaults,
): Promise<Statuses> {
  const statuses = new Map<string, string | null>();
  for (const report of doubtful) {
    const [site] = customerEdgesOf([report]);
    if (site === undefined || statuses.has(toLinkName(report.src_id.site, report.dst_id.site))) continue;
    try {
      const { edges } = await readTopology(tenant, site, null);
      for (const { ends, status } of edges) {
        const way = toLinkName(...ends);
        statuses.set(way, toWorseWord(status, statuses.get(way) ?? null));
      }
    } catch (error) {
      if (!(error instanceof ProviderError)) throw error;
      faults.detail.push(error);
      // What the credential may not do at one site, it may not do at any.
      if (error.kind === 'credentials-rejected' || error.kind === 'permission-missing') break;
    }
  }
  return statuses;
}

/** Null when they could not be read. */
async function readGroups({ tenant }: TenantContext, faults: ScopeFaults): Promise<MeshGroup[] | null> {
  try {
    return await readMeshGroups(tenant);
  } catch (error) {
    if (!(error instanceof ProviderError)) throw error;
    faults.detail.push(error);
    return null;
  }
}

export function toSiteLink(
  { tenantId }: Pick<TenantContext, 'tenantId'>,
  name: string,
  reports: readonly ConnectivityEdge[],
  { groups, statuses }: { groups: readonly MeshGroup[] | null; statuses: Statuses },
): InventoryItem {
  const sites = [...new Set(reports.flatMap(({ src_id, dst_id }) => [src_id.site, dst_id.site]))].sort();
  const loses = reports.some(isDoubtful);
  const word = loses ? statuses.get(name) : undefined;
  const worst = toWorst(reports.map((report) => judgeLink(report, word)));
  // Where one end loses nothing and the other's loss is not judged, nothing is known of the way.
  const status = loses && word === undefined && worst === 'active' ? 'unknown' : worst;
  const nativeId = toLinkId(tenantId, name);
  const [near, far] = sites.map((site) => ({
    ...untoldEnd,
    resource: toNativeId(tenantId, systemNamespace, 'site', site),
    place: site,
  }));
  const joining = groups?.filter((group) => sites.every((site) => group.sites.includes(site)));
  return {
    kind: 'site-link',
    nativeId,
    nativeType: 'link',
    name,
    account: tenantId,
    region: tenantRegion,
    zone: null,
    status,
    // The graph measures; it has no word for what it measures.
    nativeStatus: null,
    size: null,
    accelerators: [],
    tags: {},
    createdAt: null,
    links: [
      {
        ...bareLink({ form: 'edge-tunnel', name, state: toLinkState(status), nativeState: word ?? null }),
        near: near ?? untoldEnd,
        far: far ?? untoldEnd,
        carriers: [],
        meters: [{ resource: nativeId, attributes: {} }],
      },
    ],
    detailed: groups !== null && !(loses && word === undefined),
    raw: toRaw({ sites, reports, meshGroups: joining ?? null }),
  };
}
