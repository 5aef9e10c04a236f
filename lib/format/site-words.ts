import { unplacedSite } from '@/lib/domain/site/placement';
import type { SiteEventKind } from '@/lib/domain/site/site-event';
import type { PartBasis, SitePart } from '@/lib/domain/site/site-part';
import type { SoftwareComponent, UpgradeReason } from '@/lib/domain/site/software';

/** What each part of a site is called, and what belongs to it. */
export const sitePartWords: Record<SitePart, { title: string; says: string }> = {
  'control-plane': { title: 'Control plane', says: 'Clusters and what schedules work on them' },
  'data-plane': { title: 'Data plane', says: 'Machines, networks and links' },
  gpus: { title: 'GPUs', says: 'Devices and their faults' },
  storage: { title: 'Storage', says: 'Volumes, file systems and buckets' },
  sources: { title: 'Sources', says: 'What tells us of the site' },
};

/** What a status rests on, in a few words. */
export const partBasisWords: Record<PartBasis, string> = {
  measured: 'Measured',
  derived: 'Derived from listed states',
  unknown: 'On nothing',
};

/** What each kind of event is called where one chooses among them. */
export const siteEventWords: Record<SiteEventKind, string> = {
  'first-seen': 'First seen',
  appeared: 'Appeared',
  gone: 'Gone',
  health: 'Health',
  link: 'Links',
  software: 'Software',
  source: 'Sources',
  edit: 'Edits',
};

/** What each kind of software is called. */
export const softwareWords: Record<SoftwareComponent, string> = {
  kubernetes: 'Kubernetes control plane',
  kubelet: 'Kubelet',
  'operating-system': 'Operating system',
  'gpu-driver': 'GPU driver',
  cuda: 'CUDA',
  slurm: 'Slurm',
  'edge-software': 'Edge software',
  'edge-operating-system': 'Edge operating system',
};

/** Why to upgrade, and how much it presses. */
export const upgradeReasonWords: Record<UpgradeReason, { word: string; tone: 'critical' | 'warning' | 'in-progress' }> =
  {
    'support-ended': { word: 'Support ended', tone: 'critical' },
    'support-ends': { word: 'Support ends', tone: 'warning' },
    'behind-control-plane': { word: 'Behind its control plane', tone: 'warning' },
    'newer-release': { word: 'Newer release', tone: 'in-progress' },
  };

/** What people call a site, else the name that resources, roles and tags say. */
export function nameSite({ name, title }: { name: string; title: string | null }): string {
  if (name === unplacedSite) return 'Not placed';
  return title ?? name;
}

/** `50.11° N, 8.68° E`. Degrees. */
export function formatCoordinates(latitude: number, longitude: number): string {
  const say = (degrees: number, [positive, negative]: [string, string]) =>
    `${Math.abs(degrees).toFixed(2)}° ${degrees < 0 ? negative : positive}`;
  return `${say(latitude, ['N', 'S'])}, ${say(longitude, ['E', 'W'])}`;
}
