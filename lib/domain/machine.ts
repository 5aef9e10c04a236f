import { isOwnScheme } from './machine-schemes';
import type { ProviderId } from './provider';
import type { ResourceKind } from './resource';

/**
 * Names a machine in one spelling, whoever tells of it: `aws/i-0abc`, `google-cloud/<project>/<zone>/<name>`,
 * `azure/<resource id>`, else `kubernetes/<uid of the node>`, or `<scheme>/<uid of the node>` where the node names a machine
 * that is not one's own: `coreweave/<uid>`. Two resources with one machine are one machine, seen by its cloud and by what runs
 * on it, or by two connections.
 */
export type MachineName = string;

/**
 * The machine that a Kubernetes node says it runs on, from its `spec.providerID`; null when it says none. An instance of
 * an Azure scale set is told as its scale set, which is what Azure lists.
 */
export function toMachineOfProviderId(providerId: string | undefined): MachineName | null {
  const [scheme = '', rest = ''] = (providerId ?? '').split(/:\/\/(.*)/s);
  switch (scheme) {
    case 'aws': {
      const id = rest.split('/').at(-1);
      return id?.startsWith('i-') ? `aws/${id}` : null;
    }
    case 'gce':
      return rest === '' ? null : `google-cloud/${rest}`;
    case 'azure':
      return rest === '' ? null : `azure${rest.toLowerCase().replace(/(\/virtualmachinescalesets\/[^/]+)\/.*$/, '$1')}`;
    default:
      return null;
  }
}

/**
 * The machine that a Kubernetes node is: what it says it runs on, else the node itself, which every cluster in the world
 * gives an identifier of its own. Null when it tells neither.
 */
export function toMachineOfNode(providerId: string | undefined, uid: string | null | undefined): MachineName | null {
  const machine = toMachineOfProviderId(providerId);
  if (machine !== null) return machine;
  const scheme = toScheme(providerId ?? '');
  if (isOwnScheme(scheme)) return uid ? `kubernetes/${uid}` : null;
  return `${scheme}/${uid || providerId}`;
}

/** Whose machine an identifier names, as the provider writes itself; empty where it names none. */
function toScheme(providerId: string): string {
  if (providerId === '') return '';
  // Oracle's controller writes the bare identifier of the instance, and Alibaba's the region before it.
  if (providerId.startsWith('ocid1.')) return 'oci';
  if (/^[a-z]{2}-[a-z0-9-]+\.i-/.test(providerId)) return 'alicloud';
  return /^([a-z0-9+.-]+):\/\//i.exec(providerId)?.[1]?.toLowerCase() ?? 'unknown';
}

/** The machine that a cloud's resource is, from the identifier the cloud gives it; null for what is no machine. */
export function toMachineOfResource(provider: ProviderId, kind: ResourceKind, nativeId: string): MachineName | null {
  if (provider === 'azure' && (kind === 'compute-instance' || kind === 'instance-group')) return `azure${nativeId}`;
  if (kind !== 'compute-instance') return null;
  if (provider === 'aws') {
    const id = /:instance\/(i-\w+)$/.exec(nativeId)?.[1];
    return id === undefined ? null : `aws/${id}`;
  }
  const parts = /^\/\/compute\.googleapis\.com\/projects\/([^/]+)\/zones\/([^/]+)\/instances\/([^/]+)$/.exec(nativeId);
  return provider === 'google-cloud' && parts !== null ? `google-cloud/${parts.slice(1).join('/')}` : null;
}

/** Whether a machine is a scale set of Azure: all its instances are known by its name. */
export function isScaleSet(machine: MachineName): boolean {
  return /\/virtualmachinescalesets\/[^/]+$/.test(machine);
}
