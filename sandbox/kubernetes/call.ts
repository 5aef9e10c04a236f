import type { SimulatedClock } from '../control/clock';
import type { Fault } from '../faults/fault';
import type { WireRequest } from '../wire/wire';
import type { ClusterSnapshot, ClusterWorld } from '../world/kubernetes/world';
import type { Route } from './route';

/** One authenticated call. */
export interface Call {
  request: WireRequest;
  route: Route;
  user: string;
  world: ClusterWorld;
  clock: SimulatedClock;
  /** The newest state. */
  snapshot: ClusterSnapshot;
  /** The fault that strikes this call. */
  fault: Fault | null;
}

/** How far back the server remembers its states: five minutes of ticks, as etcd is compacted. */
export const rememberedTicks = 20;
