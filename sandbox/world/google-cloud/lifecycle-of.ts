import type { LifecycleState } from '../../../lib/domain/resource';
import type { PlacedRecord } from './records';

/** The provider's own word for how a thing stands; null for kinds that have none. */
export function nativeStatusOf(record: PlacedRecord): string | null {
  switch (record.kind) {
    case 'instance':
    case 'disk':
    case 'vpn-tunnel':
    case 'cluster':
    case 'node-pool':
      return record.status;
    case 'interconnect':
    case 'attachment':
    case 'tpu-node':
    case 'queued-resource':
    case 'filestore':
    case 'custom-job':
      return record.state;
    case 'run-service':
      return record.ready ? 'CONDITION_SUCCEEDED' : 'CONDITION_FAILED';
    default:
      return null;
  }
}

/** How a thing stands in the field's words; things without a status are there, and so are active. */
export function lifecycleOf(record: PlacedRecord): LifecycleState {
  const word = nativeStatusOf(record);
  if (word === null) return 'active';
  const state = words[word];
  if (state === undefined) throw new RangeError(`The world has no meaning for ${word} of a ${record.kind}.`);
  return state;
}

/** The words of all kinds at once: none means two things. */
const words: Record<string, LifecycleState> = {
  ACCEPTED: 'provisioning',
  ACTIVE: 'active',
  CONDITION_FAILED: 'failed',
  CONDITION_SUCCEEDED: 'active',
  CREATING: 'provisioning',
  DEFUNCT: 'failed',
  DEGRADED: 'degraded',
  DELETING: 'deleting',
  ERROR: 'failed',
  ESTABLISHED: 'active',
  FAILED: 'failed',
  FIRST_HANDSHAKE: 'provisioning',
  JOB_STATE_CANCELLED: 'stopped',
  JOB_STATE_FAILED: 'failed',
  JOB_STATE_PENDING: 'provisioning',
  JOB_STATE_QUEUED: 'provisioning',
  JOB_STATE_RUNNING: 'active',
  JOB_STATE_SUCCEEDED: 'completed',
  NO_INCOMING_PACKETS: 'failed',
  PENDING_PARTNER: 'provisioning',
  PREEMPTED: 'stopped',
  PROVISIONING: 'provisioning',
  READY: 'active',
  RECONCILING: 'active',
  REPAIRING: 'degraded',
  RESTARTING: 'provisioning',
  RESTORING: 'provisioning',
  RUNNING: 'active',
  RUNNING_WITH_ERROR: 'degraded',
  STAGING: 'provisioning',
  STOPPED: 'stopped',
  STOPPING: 'stopped',
  SUSPENDED: 'stopped',
  TERMINATED: 'stopped',
  UNPROVISIONED: 'provisioning',
  WAITING_FOR_RESOURCES: 'provisioning',
};
