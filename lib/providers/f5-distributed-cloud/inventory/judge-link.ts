import type { LifecycleState } from '@/lib/domain/resource';
import { type ConnectivityEdge, newestValue } from '../topology/read-connectivity';

/** F5's own words for how a way stands. That a status does not apply says nothing. */
const statuses: Readonly<Record<string, LifecycleState>> = {
  LINK_STATUS_UP: 'active',
  LINK_STATUS_DEGRADED: 'degraded',
  LINK_STATUS_DOWN: 'failed',
};

/**
 * How a way between two sites stands by what one of them measured: failed when its data connection is down or nothing comes
 * through, degraded when a connection is up in part or only the control connection is down, unknown when nothing tells of the
 * traffic itself. Where some of it is lost F5's own word counts: every way loses something now and then. `status` is that
 * word; undefined: it was not asked for.
 */
export function judgeLink(edge: ConnectivityEdge, status?: string | null): LifecycleState {
  const dataPlane = newestValue(edge, 'EDGE_DATA_PLANE_CONNECTION_STATUS');
  const controlPlane = newestValue(edge, 'EDGE_CONTROL_PLANE_CONNECTION_STATUS');
  const reachability = newestValue(edge, 'EDGE_REACHABILITY');
  if (dataPlane === 0 || reachability === 0) return 'failed';
  if (isBelow(dataPlane, 1) || isBelow(controlPlane, 1)) return 'degraded';
  if (isBelow(reachability, 100)) return toLinkStatus(status);
  return dataPlane === null && reachability === null ? 'unknown' : 'active';
}

/** Whether only F5's own word tells how it stands: something is lost, and not all. */
export function isDoubtful(edge: ConnectivityEdge): boolean {
  const reachability = newestValue(edge, 'EDGE_REACHABILITY');
  return reachability !== null && reachability > 0 && reachability < 100;
}

function toLinkStatus(status: string | null | undefined): LifecycleState {
  return (status && Object.hasOwn(statuses, status) ? statuses[status] : undefined) ?? 'unknown';
}

function isBelow(value: number | null, whole: number): boolean {
  return value !== null && value < whole;
}

const worstFirst: readonly LifecycleState[] = ['failed', 'degraded', 'active'];

/** The worst of what is known; unknown when nothing is. */
export function toWorst(states: readonly LifecycleState[]): LifecycleState {
  return worstFirst.find((state) => states.includes(state)) ?? 'unknown';
}
