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

/**
 * Why something should be upgraded. `newer-release`: its source names a version that it can go to. `behind-control-plane`:
 * nodes run an older minor version than the control plane of their cluster. `support-ended`, `support-ends`: by the date
 * that its source gives.
 */
export const upgradeReasons = ['newer-release', 'behind-control-plane', 'support-ended', 'support-ends'] as const;
export type UpgradeReason = (typeof upgradeReasons)[number];
