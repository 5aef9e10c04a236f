import type { LinkState } from '@/lib/domain/link/link-facts';
import type { InventoryItem } from '@/lib/domain/resource';

/** One that cannot agree with its peer stays at connecting for good, and carries nothing. */
const states: Readonly<Record<string, LinkState>> = { connected: 'up', connecting: 'down', notconnected: 'down' };

/** How a connection, or a tunnel of one, stands by Azure's word for it. */
export function toConnectionState(status: InventoryItem['status'], word: string | undefined): LinkState {
  if (status === 'provisioning') return 'provisioning';
  if (status === 'deleting') return 'disabled';
  const key = word?.toLowerCase();
  return (key !== undefined && Object.hasOwn(states, key) ? states[key] : undefined) ?? 'unknown';
}
