/** Kinds that run on machines, or group them: their devices are the machines', and count there. */
const borrowingKinds: readonly string[] = ['node-group', 'pod', 'namespace', 'queue', 'batch-job', 'reservation'];

/** States in which a resource has its devices: one that ended, stopped or failed has given them back. */
const holdingStates: readonly string[] = ['provisioning', 'active', 'degraded', 'unknown'];

/** Providers that run everything on nodes they list, whose devices count there. */
const nodeProviders: readonly string[] = ['kubernetes', 'coreweave', 'slurm'];

/**
 * Whether the accelerators of a resource count among those that exist: each device once, where it is. A node keeps its
 * devices whatever state it is in.
 */
export function countsAccelerators(kind: string, status: string, provider: string): boolean {
  if (kind === 'cluster-node') return status !== 'deleting';
  return !borrowingKinds.includes(kind) && holdingStates.includes(status) && !nodeProviders.includes(provider);
}
