import type { Fault } from '../faults/fault';
import type { WireRequest } from '../wire/wire';
import type { AzureSnapshot } from '../world/azure/world';
import type { AnswerCache } from './resource-graph/answer-cache';
import type { QueryQuota } from './resource-graph/query-quota';

/** One authenticated call, as operations see it. */
export interface Call {
  request: WireRequest;
  /** What the answer is known by. */
  requestId: string;
  /** The scheme and host the caller used, for links that lead on. */
  origin: string;
  world: AzureSnapshot;
  /** Time in the simulated world. */
  worldNow: Date;
  /** Time as the face believes it. */
  now: Date;
  /** The fault that strikes this call; paging reads the ones about pages. */
  fault: Fault | null;
  /** Seals page tokens; 32 bytes. */
  sealKey: Buffer;
  quota: QueryQuota;
  answers: AnswerCache;
  /** Most subscriptions one query may cover. */
  subscriptionCeiling: number;
}
