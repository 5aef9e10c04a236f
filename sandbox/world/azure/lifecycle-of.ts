import type { LifecycleState } from '../../../lib/domain/resource';
import type { AzureRecord } from './records';
import type { Provisioning } from './records/placed';

/** The provider's own word for how a thing stands: the most telling it gives for things of that type. */
export function nativeStatusOf(record: AzureRecord): string {
  if (record.provisioning !== 'Succeeded') return record.provisioning;
  switch (record.type) {
    case 'microsoft.compute/virtualmachines':
      return `PowerState/${record.power}`;
    case 'microsoft.compute/disks':
      return record.state;
    case 'microsoft.containerservice/managedclusters':
      return record.power === 'Stopped' ? 'Stopped' : record.provisioning;
    case 'microsoft.containerinstance/containergroups':
      return record.state;
    case 'microsoft.storagecache/amlfilesystems':
      return record.health;
    case 'microsoft.network/connections':
      return record.status;
    case 'microsoft.network/expressroutecircuits':
      return record.providerState;
    default:
      return record.provisioning;
  }
}

/** How a thing stands by the provider's word. */
export function lifecycleOf(record: AzureRecord): LifecycleState {
  // The one word with two meanings: of a container that it ran to its end, of all else that it was made.
  if (record.type === 'microsoft.containerinstance/containergroups' && record.state === 'Succeeded') return 'completed';
  return words[nativeStatusOf(record)] ?? 'unknown';
}

/** How the last operation on a thing left it. */
export function lifecycleOfProvisioning(provisioning: Provisioning): LifecycleState {
  return words[provisioning] ?? 'unknown';
}

const words: Readonly<Record<string, LifecycleState>> = {
  Succeeded: 'active',
  Updating: 'active',
  Creating: 'provisioning',
  Deleting: 'deleting',
  Failed: 'failed',
  'PowerState/running': 'active',
  'PowerState/starting': 'provisioning',
  'PowerState/stopping': 'stopped',
  'PowerState/stopped': 'stopped',
  'PowerState/deallocating': 'stopped',
  'PowerState/deallocated': 'stopped',
  Attached: 'active',
  Unattached: 'active',
  Reserved: 'active',
  Running: 'active',
  Pending: 'provisioning',
  Stopped: 'stopped',
  Available: 'active',
  Degraded: 'degraded',
  Maintenance: 'active',
  Connected: 'active',
  Connecting: 'degraded',
  NotConnected: 'failed',
  Unknown: 'unknown',
  NotProvisioned: 'provisioning',
  Provisioning: 'provisioning',
  Provisioned: 'active',
  Deprovisioning: 'deleting',
};
