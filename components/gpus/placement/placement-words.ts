import type { GpuPlacement } from '@/lib/api/contracts/gpu-capacity';
import { formatCount } from '@/lib/format/format-count';
import { formatPercent } from '@/lib/format/metric-words';

export type PlacedModel = GpuPlacement['models'][number];
type Free = Pick<PlacedModel, 'free'>;

/** What is not known to be free counts as held, so a number of jobs is a floor while anything is unknown. */
export const sayAtLeast = (value: number, { free }: Free) => formatCount({ value, atLeast: free.atLeast });

/** Why there is no job at all. */
export const sayNone = ({ free }: Free) =>
  free.atLeast ? 'Nothing of it is known to be free there' : 'Nothing of it is free there';

/** That no job fits anywhere, as far as that can be said. */
export const sayNoJob = ({ free }: Free) =>
  free.atLeast
    ? 'None is known to be free, so no job is known to fit. One may fit all the same.'
    : 'None is free, so no job fits.';

/** Why there is no job of whole nodes. */
export function sayNoWholeNode(model: Free): string {
  if (model.free.value === 0) return sayNone(model);
  return model.free.atLeast
    ? 'As far as is known, it is free only in parts of nodes'
    : 'It is free only in parts of nodes';
}

/** Why there is no job within an NVLink domain. */
export function sayNoDomain(model: Free & Pick<PlacedModel, 'hasNvlinkDomains'>): string {
  if (!model.hasNvlinkDomains) return 'No source tells the NVLink domains of its nodes';
  if (model.free.value === 0) return sayNone(model);
  return 'Nothing of it is known to be free in an NVLink domain that a source tells';
}

/** How much of what is free is in pieces; while more may be free, it is of what is known. */
export function sayFragmentation(fragmentation: number, { free }: Free): string {
  return `${formatPercent(fragmentation * 100)}${free.atLeast ? ' of what is known' : ''}`;
}
