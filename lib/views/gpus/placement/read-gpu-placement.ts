import type { AssembledNode } from '@/lib/analytics/gpus/fleet/assemble-fleet';
import { countFree, type FreeOnNode } from '@/lib/analytics/gpus/placement/free-on-node';
import { type FreeFigure, placeModels } from '@/lib/analytics/gpus/placement/place-models';
import type { GpuPlacement } from '@/lib/api/contracts/gpu-capacity';
import type { GpuFigure, GpuFilter } from '@/lib/api/contracts/gpus';
import type { FleetNode } from '@/lib/domain/gpu/fleet';
import type { ViewContext } from '@/lib/views/view-context';
import { readSiteTitles } from '@/lib/views/workloads/read-site-titles';
import { toFleetFloors } from '../fleet/fleet-floors';
import { matchFleet } from '../fleet/match-fleet';
import { type NodeCells, toNodeCells } from '../fleet/node-cells';
import { readVisibleFleet } from '../fleet/visible-fleet';

/**
 * What is free, by model, and the largest job that fits. Only the filters on nodes narrow it: of a node that matches, all
 * devices decide what fits there, whatever they do and however they stand.
 */
export async function readGpuPlacement(
  context: ViewContext,
  { health: _, use: __, ...filter }: GpuFilter,
): Promise<GpuPlacement> {
  const visible = await readVisibleFleet(context);
  const { fleet, sources } = visible;
  const cells = visible.nodes.map((node) => toNodeCells(node, fleet.judgements));
  const floors = toFleetFloors(visible, filter);
  const isFloor = floors.allocated || floors.measured;
  const toFigure = ({ value, unknown }: FreeFigure): GpuFigure => ({ value, unknown, atLeast: isFloor || unknown > 0 });
  const hosts = matchFleet(cells, filter).nodes.flatMap(countOnHosts);
  const inDomains = new Set(hosts.filter(({ node }) => node.nvlinkDomain !== null).map(({ node: { model } }) => model));
  const models = placeModels(hosts).map((model) => ({
    ...model,
    hasNvlinkDomains: inDomains.has(model.model),
    free: toFigure(model.free),
    sites: model.sites.map((site) => ({ ...site, free: toFigure(site.free) })),
  }));
  const sites = models.flatMap((model) => model.sites.map(({ site }) => site));
  return { at: fleet.at.toISOString(), sources, models, siteTitles: await readSiteTitles(context.database, sites) };
}

/** A machine that is several hosts, as a scale set is, has so many nodes to place jobs on. */
function countOnHosts({ isExpired, cells, ...assembled }: NodeCells): FreeOnNode[] {
  return toHosts(assembled).map((host) => countFree(host, ({ slot }) => cells[slot]?.health ?? 'unknown', !isExpired));
}

function toHosts({ node, machine, hosts }: Pick<AssembledNode, 'node' | 'machine' | 'hosts'>): FleetNode[] {
  if (machine.hosts.length < 2) return [node];
  return machine.hosts.flatMap(({ node: member, firstSlot, size }, index) => {
    const host = hosts[index];
    if (host === undefined) return [];
    const { isSchedulable, nvlinkDomain, held } = host;
    const devices = node.devices.filter(({ slot }) => slot >= firstSlot && slot < firstSlot + size);
    return [{ ...node, name: member?.name ?? node.name, devices, isSchedulable, nvlinkDomain, held }];
  });
}
