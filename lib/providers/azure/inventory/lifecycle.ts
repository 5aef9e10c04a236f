import type { LifecycleState } from '@/lib/domain/resource';

/** A state, and the word of Azure's that decided it; null when it gave none. */
export interface Standing {
  status: LifecycleState;
  nativeStatus: string | null;
}

/** Resource Manager's words for where an operation on a resource is. Lower case. */
const provisioningStates: Readonly<Record<string, LifecycleState>> = {
  accepted: 'provisioning',
  creating: 'provisioning',
  pending: 'provisioning',
  provisioning: 'provisioning',
  resolvingdns: 'provisioning',
  ready: 'active',
  succeeded: 'active',
  patching: 'active',
  reconciling: 'active',
  scaling: 'active',
  updating: 'active',
  upgrading: 'active',
  canceled: 'failed',
  cancelled: 'failed',
  failed: 'failed',
  deleting: 'deleting',
  deprovisioning: 'deleting',
};

/** The state a word stands for, without case; `unknown` for no word or one we do not know. */
export function toLifecycle(states: Readonly<Record<string, LifecycleState>>, word: string | undefined): Standing {
  const key = word?.toLowerCase();
  const status = key !== undefined && Object.hasOwn(states, key) ? states[key] : undefined;
  return { status: status ?? 'unknown', nativeStatus: word ?? null };
}

/** Where a resource is by its `provisioningState` alone. */
export function toProvisioning(word: string | undefined): Standing {
  return toLifecycle(provisioningStates, word);
}

/**
 * Where a resource is that also has a state of its own, which tells more once it exists. One that works although the
 * last operation on it failed is degraded.
 */
export function toStanding(provisioningState: string | undefined, own: Standing): Standing {
  const provisioned = toProvisioning(provisioningState);
  if (own.nativeStatus === null || provisioned.status === 'provisioning' || provisioned.status === 'deleting')
    return provisioned;
  if (provisioned.status === 'failed') return own.status === 'active' ? { ...provisioned, status: 'degraded' } : own;
  return own;
}

/**
 * Where a resource is whose own state matters only when it is not the usual one: a cluster that was stopped, an account
 * whose place is down.
 */
export function toUsualStanding(provisioningState: string | undefined, own: Standing): Standing {
  const provisioned = toProvisioning(provisioningState);
  return provisioned.status === 'active' && own.status !== 'active' && own.nativeStatus !== null ? own : provisioned;
}
