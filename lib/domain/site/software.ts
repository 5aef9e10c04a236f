/** The software that a site's control planes, machines and edges run, in the field's provider-neutral words. */
export const softwareComponents = [
  'kubernetes',
  'kubelet',
  'operating-system',
  'gpu-driver',
  'cuda',
  'slurm',
  'edge-software',
  'edge-operating-system',
] as const;
export type SoftwareComponent = (typeof softwareComponents)[number];

/** One piece of software that a resource runs, as its provider told in one read. */
export interface SoftwareFacts {
  component: SoftwareComponent;
  /** As its source writes it; null: it runs it, and its source does not say in which version. */
  version: string | null;
  /** The version that its source says it can go to now; null: its source names none, or does not tell of such. */
  available: string | null;
  /** By what it is upgraded, as the source calls it: a release channel; null: nothing says. */
  channel: string | null;
  /** Until when its provider supports the version, where the source gives the date. */
  supportEndsAt: Date | null;
  /** The cluster it is a node or a pool of, by its name with the provider; null: of none, or not told. */
  cluster: string | null;
}

/** What is told of a piece of software by its version alone. */
export function bareSoftware(component: SoftwareComponent, version: string | null): SoftwareFacts {
  return { component, version, available: null, channel: null, supportEndsAt: null, cluster: null };
}

/**
 * Why something should be upgraded, the most pressing first. `support-ended`, `support-ends`: by the date that its source
 * gives, the latter within 90 days. `newer-release`: its source names a version that it can go to. `behind-control-plane`:
 * nodes run an older minor version than the control plane of their cluster.
 */
export const upgradeReasons = ['support-ended', 'newer-release', 'behind-control-plane', 'support-ends'] as const;
export type UpgradeReason = (typeof upgradeReasons)[number];
