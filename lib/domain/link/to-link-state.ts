import type { LifecycleState } from '../resource';
import type { LinkState } from './link-facts';

/** How a link stands, of a resource that is the link, from where the resource is in its life. */
export function toLinkState(status: LifecycleState): LinkState {
  switch (status) {
    case 'active':
      return 'up';
    case 'degraded':
      return 'degraded';
    case 'failed':
      return 'down';
    case 'provisioning':
      return 'provisioning';
    case 'stopped':
    case 'completed':
    case 'deleting':
      return 'disabled';
    case 'unknown':
      return 'unknown';
  }
}
