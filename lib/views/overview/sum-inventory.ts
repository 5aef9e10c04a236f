import type { Reach } from '@/lib/domain/access';
import type { LifecycleState } from '@/lib/domain/resource';
import type { KindTally } from '@/lib/domain/site/kind-health';
import { unknownGpuModel } from '@/lib/store/inventory/facet-cells';
import { groupCells } from '@/lib/store/inventory/group-cells';
import type { CellSet } from '@/lib/store/inventory/scope-cells';
import { Counter } from './counter';

export interface Place {
  connectionId: string;
  account: string;
  region: string;
  /** As last told, expired facts included. */
  resources: number;
}

/** What stands at one site through one provider. */
export interface SiteSum {
  site: string;
  provider: string;
  /** As last told, expired facts included. */
  resources: number;
  /** On resources whose facts are not expired. */
  accelerators: number;
  /** Whether there are resources whose accelerators are not known, or no longer. */
  leavesAcceleratorsOpen: boolean;
  /** How what is meant to be there stands, by kind; expired facts apart. */
  kinds: Map<string, KindTally>;
  /** All resources by kind, whatever their state, expired facts included. */
  listed: Counter<string>;
  /** Resources of which only expired facts are told. */
  expired: number;
  /** The same by kind. */
  expiredKinds: Counter<string>;
  /** Where its facts are read. */
  places: Map<string, Place>;
}

/** An inventory in figures. Expired facts count only where it says so; accelerators only where they are held. */
export interface InventorySum {
  resources: number;
  accelerators: number;
  /** Resources whose accelerators are not known, or that were last known to carry some and are expired. */
  acceleratorsUnknownOn: number;
  /** Resources by account. */
  accounts: Counter<string>;
  regions: Set<string>;
  byKind: Counter<string>;
  byGpuModel: Counter<string>;
  /** Failed and degraded resources by kind, and the sites they stand at. */
  failed: Map<string, Counter<string>>;
  degraded: Map<string, Counter<string>>;
  /** Expired resources by connection. */
  expired: Counter<string>;
  sites: Map<string, SiteSum>;
}

/** Sums cells within a reach. `providerOf` names each connection's provider. */
export function sumInventory(cells: CellSet, reach: Reach, providerOf: Map<string, string>): InventorySum {
  const sum: InventorySum = {
    resources: 0,
    accelerators: 0,
    acceleratorsUnknownOn: 0,
    accounts: new Counter(),
    regions: new Set(),
    byKind: new Counter(),
    byGpuModel: new Counter(),
    failed: new Map(),
    degraded: new Map(),
    expired: new Counter(),
    sites: new Map(),
  };
  for (const cell of groupCells(cells, reach, providerOf)) {
    const { count, kind, status, connectionId, holdsAccelerators, gpuModel } = cell;
    const site = findSite(sum.sites, cell.site, providerOf.get(connectionId) ?? 'other');
    site.resources += count;
    site.listed.add(kind, count);
    if (cell.expired) {
      site.expired += count;
      site.expiredKinds.add(kind, count);
    } else tally(site.kinds, kind, status, count);
    const { account, region } = cell;
    findPlace(site.places, { connectionId, account, region }).resources += count;
    const isUnknown = holdsAccelerators && (gpuModel === unknownGpuModel || (cell.expired && gpuModel !== ''));
    if (isUnknown) sum.acceleratorsUnknownOn += count;
    if (isUnknown || cell.expired) site.leavesAcceleratorsOpen = true;
    if (cell.expired) {
      sum.expired.add(connectionId, count);
      continue;
    }
    site.accelerators += cell.accelerators;
    sum.resources += count;
    sum.accelerators += cell.accelerators;
    sum.accounts.add(account, count);
    if (cell.region !== 'global') sum.regions.add(cell.region);
    sum.byKind.add(kind, count);
    if (cell.accelerators !== 0) sum.byGpuModel.add(gpuModel, cell.accelerators);
    if (status === 'failed') findCounter(sum.failed, kind).add(cell.site, count);
    if (status === 'degraded') findCounter(sum.degraded, kind).add(cell.site, count);
  }
  return sum;
}

function findSite(sites: Map<string, SiteSum>, site: string, provider: string): SiteSum {
  const key = `${site}\n${provider}`;
  const known = sites.get(key);
  if (known !== undefined) return known;
  const made: SiteSum = {
    site,
    provider,
    resources: 0,
    accelerators: 0,
    leavesAcceleratorsOpen: false,
    kinds: new Map(),
    listed: new Counter(),
    expired: 0,
    expiredKinds: new Counter(),
    places: new Map(),
  };
  sites.set(key, made);
  return made;
}

function findPlace(places: SiteSum['places'], where: Omit<Place, 'resources'>): Place {
  const key = `${where.connectionId}\n${where.account}\n${where.region}`;
  const place = places.get(key) ?? { ...where, resources: 0 };
  places.set(key, place);
  return place;
}

function tally(kinds: SiteSum['kinds'], kind: string, status: string, count: number): void {
  if (status === 'stopped' || status === 'deleting') return;
  const known = kinds.get(kind) ?? { present: 0, failed: 0, degraded: 0, unknown: 0 };
  kinds.set(kind, known);
  known.present += count;
  if (status === 'failed') known.failed += count;
  else if (status === 'degraded') known.degraded += count;
  else if (!soundStates.has(status)) known.unknown += count;
}

/** Coming, running and having ended are a resource's daily business. */
const soundStates: ReadonlySet<string> = new Set<LifecycleState>(['provisioning', 'active', 'completed']);

function findCounter(counters: Map<string, Counter<string>>, key: string): Counter<string> {
  const counter = counters.get(key) ?? new Counter();
  counters.set(key, counter);
  return counter;
}
