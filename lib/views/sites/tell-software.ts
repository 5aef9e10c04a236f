import { judgeSoftware, type ToldSoftware } from '@/lib/analytics/sites/judge-software';
import type { SiteSoftware } from '@/lib/api/contracts/site-pages';
import type { ResourceKind } from '@/lib/domain/resource';
import type { SoftwareRow } from '@/lib/store/sites/read-site-software';

const machineKinds: ReadonlySet<string> = new Set<ResourceKind>(['cluster-node', 'compute-instance', 'edge-node']);

/** What runs at a site and which upgrades wait, those to upgrade first. `nameOf` names connections. */
export function tellSoftware(
  rows: readonly SoftwareRow[],
  { site, now, nameOf }: { site: string; now: Date; nameOf: (connectionId: string) => string },
): SiteSoftware[] {
  return judgeSoftware(rows.flatMap(toTold), now).map(({ runsOn, supportEndsAt, at, ...line }) => ({
    ...line,
    runsOn: runsOn ?? site,
    supportEndsAt: supportEndsAt?.toISOString() ?? null,
    connectionName: nameOf(line.connectionId),
    at: at.toISOString(),
  }));
}

function toTold({
  id,
  kind,
  software,
  seenAt,
  connectionId,
  provider,
  name,
  account,
  region,
}: SoftwareRow): ToldSoftware[] {
  const isMachine = machineKinds.has(kind);
  const told = { resourceId: id, connectionId, provider, name, account, region, isMachine, at: seenAt };
  return software.map((facts) => ({ ...told, facts }));
}
