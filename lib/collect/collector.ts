import type pg from 'pg';
import type { MasterKeys } from '@/lib/config/master-keys';
import type { Gap } from '@/lib/domain/provider-fault';
import type { CallLimits } from '@/lib/providers/contract/calls/call-limits';
import type { CallCount } from '@/lib/providers/contract/provider-calls';
import type { StoredConnection } from '@/lib/store/connections/stored-connection';
import type { Database } from '@/lib/store/database/database';
import type { Prisma } from '@/lib/store/database/generated/client';
import type { DeliveryCounts, MetricCounts, RunCounts } from '@/lib/store/runs/collection-run';

/** What the deployment brings to every collection. */
export interface CollectionDeployment {
  database: Database;
  keys: MasterKeys;
  /** Networks (CIDR) a connection may reach besides public addresses. */
  egressAllow: readonly string[];
  now: () => Date;
  /** Overrides of the providers' own call limits and rates; absent: theirs. */
  limits?: Partial<CallLimits>;
}

/** What a collector works with for one run. */
export interface CollectionContext extends CollectionDeployment {
  connection: StoredConnection;
  /** The secret that belongs to `connection` as it is here; null for ambient credentials. Throws `SecretUnreadable`. */
  openSecret(): Record<string, string> | null;
  /** Aborted when the run must stop: lease lost, job taken away, worker stopping. */
  signal: AbortSignal;
  /** Call it first in every writing transaction: throws `LeaseLost` when another may be writing. */
  assertLease(client: pg.ClientBase): Promise<void>;
  /** The same for a transaction of Prisma. */
  assertLeaseIn(transaction: Prisma.TransactionClient): Promise<void>;
  /** Names where the run's API calls are counted, as soon as that is known. */
  countCallsBy(counts: () => CallCount[]): void;
}

/** How a run ended. Whatever went wrong at the provider is in `gaps`. */
export interface CollectionResult {
  outcome: 'complete' | 'partial' | 'failed';
  /** Null when nothing could be counted. */
  counts: RunCounts | MetricCounts | DeliveryCounts | null;
  gaps: Gap[];
  /** Before this the provider wants no call; null when it did not say. */
  notBefore: Date | null;
}

/** Reads one capability of one connection into the store. Throws only for our own faults and when it must stop. */
export type Collector = (context: CollectionContext) => Promise<CollectionResult>;
