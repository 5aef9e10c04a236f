import { kubernetesPermissions, type Permission } from '../kubernetes/permissions';
import { poolGroup } from './inventory/node-pools';

/** Exactly what reading a CoreWeave cluster uses. */
export const coreWeavePermissions: readonly Permission[] = [
  ...kubernetesPermissions,
  { group: poolGroup, resource: 'nodepools', verbs: ['list', 'watch'] },
];
