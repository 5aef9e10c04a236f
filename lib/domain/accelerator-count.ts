/** States in which a resource has its devices: one that ended, stopped or failed has given them back. */
const holdingStates: readonly string[] = ['provisioning', 'active', 'degraded', 'unknown'];

/**
 * Whether the accelerators of a resource count among those that exist. Those of a node group are its instances', and
 * count there.
 */
export function countsAccelerators(kind: string, status: string): boolean {
  return kind !== 'node-group' && holdingStates.includes(status);
}
