import type { HeatGlyph, HeatSection } from '@/components/charts/prepare/to-heat-grid';
import type { GpuHealth, GpuUse } from '@/lib/api/contracts/gpu-keys';
import type { FleetNodeCells, GpuFleet } from '@/lib/api/contracts/gpus';
import { describeCount } from '@/lib/format/format-count';
import { formatNumber } from '@/lib/format/format-number';
import { readHealth, readUse } from '../gpu-words';

const glyphs: Record<GpuHealth, HeatGlyph | null> = {
  healthy: null,
  degraded: 'degraded',
  failed: 'faulted',
  unknown: 'unclear',
};

/** A cell that nobody measured already says that nothing is known: only a fault stands out on it. */
function toGlyph(busy: number | null, health: GpuHealth): HeatGlyph | null {
  return busy === null && health === 'unknown' ? null : glyphs[health];
}

/** What of the fleet is told site by site. */
type FleetOfSites = Pick<GpuFleet, 'sites' | 'siteTitles'> & { funnel: Pick<GpuFleet['funnel'], 'total'> };

/** One device of the fleet. */
export interface FleetCell {
  site: string;
  cluster: string | null;
  nodeId: string;
  node: string;
  model: string;
  slot: number;
  /** In percent by the fleet's metric; null: nobody measured it lately. */
  busy: number | null;
  health: GpuHealth;
  use: GpuUse;
}

/**
 * The fleet as a heatmap draws it: site, cluster, node, in the order the API gives, the worst first. Where the total is a
 * floor, so is what each site has: a source that is missing may list machines at any.
 */
export function toHeatSections({ sites, siteTitles, funnel: { total } }: FleetOfSites): HeatSection[] {
  return sites.map(({ site, clusters }) => {
    const gpus = clusters.flatMap(({ nodes }) => nodes.flatMap(({ busy }) => busy));
    const unmeasured = gpus.filter((busy) => busy === null).length;
    const isTold = clusters.some(({ cluster }) => cluster !== null);
    return {
      title: siteTitles[site] ?? site,
      detail: `${describeCount({ value: gpus.length, atLeast: total.atLeast }, 'GPU')}${unmeasured === 0 ? '' : `, ${formatNumber(unmeasured)} of them not measured`}`,
      groups: clusters.map(({ cluster, nodes }) => ({
        title: cluster ?? (isTold ? 'In no cluster that is known' : ''),
        rows: nodes.map(({ id, name, busy, health }) => ({
          id,
          name,
          values: busy,
          glyphs: busy.map((share, index) => toGlyph(share, readHealth(health[index]))),
        })),
      })),
    };
  });
}

/** A node with where it stands. */
export interface FleetPlace {
  site: string;
  cluster: string | null;
  node: FleetNodeCells;
}

/** Every node with where it stands, in the order of the heatmap. */
export function listFleetPlaces({ sites }: Pick<GpuFleet, 'sites'>): FleetPlace[] {
  return sites.flatMap(({ site, clusters }) =>
    clusters.flatMap(({ cluster, nodes }) => nodes.map((node) => ({ site, cluster, node }))),
  );
}

/** The device at that place in its node's columns. Null: there is none. */
export function toFleetCell({ site, cluster, node }: FleetPlace, index: number): FleetCell | null {
  const slot = node.slots[index];
  if (slot === undefined) return null;
  return {
    site,
    cluster,
    nodeId: node.id,
    node: node.name,
    model: node.model,
    slot,
    busy: node.busy[index] ?? null,
    health: readHealth(node.health[index]),
    use: readUse(node.use[index]),
  };
}

/** Every device in a line, in the order of the heatmap. */
export function listFleetCells(fleet: Pick<GpuFleet, 'sites'>): FleetCell[] {
  return listFleetPlaces(fleet).flatMap((place) =>
    place.node.slots.flatMap((_, index) => toFleetCell(place, index) ?? []),
  );
}

/** A site's devices by one definition: the mean of those measured, and how many they are. */
export interface SiteShare {
  site: string;
  title: string;
  /** In percent; null: none is measured. */
  mean: number | null;
  measured: number;
  gpus: number;
}

/** How busy each site is, its devices weighing alike; those nobody measured are left out and counted. */
export function toSiteShares({ sites, siteTitles }: Pick<GpuFleet, 'sites' | 'siteTitles'>): SiteShare[] {
  return sites.map(({ site, clusters }) => {
    const busy = clusters.flatMap(({ nodes }) => nodes.flatMap((node) => node.busy));
    const measured = busy.filter((value) => value !== null);
    const sum = measured.reduce((total, value) => total + value, 0);
    return {
      site,
      title: siteTitles[site] ?? site,
      mean: measured.length === 0 ? null : sum / measured.length,
      measured: measured.length,
      gpus: busy.length,
    };
  });
}
