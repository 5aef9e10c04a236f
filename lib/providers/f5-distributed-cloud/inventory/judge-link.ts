import type { LifecycleState } from '@/lib/domain/resource';
import { type ConnectivityEdge, newestValue } from '../topology/read-connectivity';

/**
 * How a way between two sites stands by what one of them measured: failed when nothing comes through, degraded when not
 * everything does or only the control connection is down, unknown when nothing tells of the traffic itself.
 */
export function judgeLink(edge: ConnectivityEdge): LifecycleState {
  const dataPlane = newestValue(edge, 'EDGE_DATA_PLANE_CONNECTION_STATUS');
  const controlPlane = newestValue(edge, 'EDGE_CONTROL_PLANE_CONNECTION_STATUS');
  const reachability = newestValue(edge, 'EDGE_REACHABILITY');
  if (dataPlane === 0 || reachability === 0) return 'failed';
  const isPartial = isBelow(dataPlane, 1) || isBelow(controlPlane, 1) || isBelow(reachability, 100);
  if (isPartial) return 'degraded';
  return dataPlane === null && reachability === null ? 'unknown' : 'active';
}

function isBelow(value: number | null, whole: number): boolean {
  return value !== null && value < whole;
}

const worstFirst: readonly LifecycleState[] = ['failed', 'degraded', 'active'];

/** The worst of what is known; unknown when nothing is. */
export function toWorst(states: readonly LifecycleState[]): LifecycleState {
  return worstFirst.find((state) => states.includes(state)) ?? 'unknown';
}
