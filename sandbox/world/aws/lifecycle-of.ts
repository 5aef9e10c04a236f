import type { LifecycleState } from '../../../lib/domain/resource';
import type { WorldRecord } from './records';

/** How a thing of the factory stands, all that is known of it taken together. */
export function lifecycleOf(record: WorldRecord): LifecycleState {
  const state = stateOf(record);
  return state === 'active' && isAiling(record) ? 'degraded' : state;
}

/** Whether something is wrong with a thing that works all the same. */
function isAiling(record: WorldRecord): boolean {
  switch (record.kind) {
    case 'compute-instance':
      return record.health === 'impaired' || record.event?.code === 'instance-retirement';
    case 'kubernetes-cluster':
    case 'node-group':
      return record.issues.length > 0;
    case 'vpn-connection':
      return record.tunnels.some(({ status }) => status === 'DOWN');
    case 'virtual-interface':
      return record.bgp === 'down';
    default:
      return false;
  }
}

function stateOf(record: WorldRecord): LifecycleState {
  switch (record.kind) {
    case 'bucket':
    case 'network':
    case 'subnet':
    case 'customer-gateway':
      return 'active';
    case 'vpn-connection':
      return record.tunnels.every(({ status }) => status === 'DOWN') && record.state === 'available'
        ? 'failed'
        : words[record.state];
    case 'file-system':
      return words[record.lifecycle];
    case 'kubernetes-cluster':
    case 'node-group':
    case 'model-endpoint':
    case 'training-job':
    case 'database':
      return words[record.status];
    default:
      return words[record.state];
  }
}

/** The words of all kinds at once: none means two things. */
const words = {
  ACTIVE: 'active',
  AVAILABLE: 'active',
  Active: 'active',
  CREATE_FAILED: 'failed',
  CREATING: 'provisioning',
  Completed: 'completed',
  Creating: 'provisioning',
  DEGRADED: 'degraded',
  DELETING: 'deleting',
  Disabled: 'stopped',
  Enabled: 'active',
  FAILED: 'failed',
  Failed: 'failed',
  InProgress: 'active',
  InService: 'active',
  Inactive: 'stopped',
  MISCONFIGURED: 'degraded',
  OutOfService: 'failed',
  Pending: 'provisioning',
  PendingDeletion: 'deleting',
  RollingBack: 'degraded',
  Stopped: 'stopped',
  UPDATING: 'active',
  Updating: 'active',
  available: 'active',
  'backing-up': 'active',
  creating: 'provisioning',
  deleted: 'deleting',
  deleting: 'deleting',
  down: 'failed',
  error: 'failed',
  failed: 'failed',
  'in-use': 'active',
  modifying: 'active',
  pending: 'provisioning',
  pendingAcceptance: 'provisioning',
  requested: 'provisioning',
  running: 'active',
  'shutting-down': 'deleting',
  stopped: 'stopped',
  stopping: 'stopped',
  'storage-full': 'degraded',
  terminated: 'deleting',
} as const satisfies Record<string, LifecycleState>;
