import type { Readable } from 'node:stream';
import type { BillingMonth, BillingSource, CostBasis, CostCoverage } from '@/lib/domain/cost/billing-delivery';
import type { FocusColumnName } from '@/lib/domain/cost/focus-columns';
import type { Completeness, ReadResult } from '@/lib/domain/provider-fault';
import type { ProviderSession } from './provider-session';

/** One file of a billing delivery. */
export interface BillingFile {
  /** As the provider names it, e.g. the object's key. */
  name: string;
  encoding: 'csv' | 'csv.gz' | 'parquet' | 'json-lines';
  /** As the provider states it; null when it does not. A file that turns out otherwise was cut short or replaced. */
  bytes: number | null;
  /** Reads it from the start, each time anew. Faults of the provider surface as ProviderError, from the call or the stream. */
  open(): Promise<Readable>;
}

/**
 * How the columns of a provider's own export become those of FOCUS: expressions of DuckDB SQL over the relation
 * `source`, which has the file's columns under their own names, all text save those of Parquet. What is not named is
 * null; what begins with `x_` stands beside FOCUS. Money must stay exact: no expression may pass through a floating-point
 * type.
 */
export interface FocusMapping {
  /** Raised whenever an expression changes, so that files kept earlier are mapped anew. */
  version: number;
  columns: { readonly [column in FocusColumnName | `x_${string}`]?: string };
  /** Columns of the file that no expression needs and that may be absent are not asked for here. */
  required: readonly string[];
  /** Columns that expressions name and that a file may lack: they are null then. Absent: there are none. */
  optional?: readonly string[];
}

/**
 * What a provider has delivered for one billing month of one scope. A later delivery of the same source, scope and month
 * replaces it whole.
 */
export interface BillingDelivery {
  source: BillingSource;
  /** What is replaced together: billing account and export, e.g. `111122223333/millwright-focus`. */
  scope: string;
  /** In words for people: `Data export millwright-focus of 111122223333`. */
  title: string;
  billingMonth: BillingMonth;
  /** Differs between deliveries, and is the same when nothing was delivered since: an execution id, or entity tags. */
  version: string;
  /** When the provider finished it; null when it does not say. */
  deliveredAt: Date | null;
  basis: CostBasis;
  coverage: CostCoverage;
  files: readonly BillingFile[];
  /** Null: the files are FOCUS already. */
  toFocus: FocusMapping | null;
}

/**
 * One step of a cost read. `delivery`: a month as it was last delivered whole; files are opened by the caller, who may
 * know the version already and open none. `end`: last, exactly once; its gaps tell of exports, months or manifests that
 * could not be read, or were named before their files were there.
 */
export type CostRead =
  | { type: 'delivery'; delivery: BillingDelivery }
  | { type: 'end'; completeness: Completeness; readAt: Date };

/** When a commitment runs, as its provider's API tells it; no bill does. */
export interface CommitmentTerm {
  /** As bills name it. */
  id: string;
  startsAt: Date | null;
  /** Not included; null: the provider does not say. */
  endsAt: Date | null;
  /** The provider's own word for its state. */
  status: string | null;
}

export interface CostCapability<Settings = unknown, Secret = unknown> {
  /** Collection interval, in milliseconds: bills change a few times a day. */
  defaultIntervalMs: number;
  /** Names the deliveries of these months, oldest first. Throws only the reason of an aborted session. */
  read(session: ProviderSession<Settings, Secret>, months: readonly BillingMonth[]): AsyncIterable<CostRead>;
  /**
   * When these commitments, which bills name, run. One that the provider does not know, or that lies where the connection
   * may not look, is not among the items and no gap. Absent: the provider is not asked. Throws only the reason of an
   * aborted session.
   */
  readTerms?(
    session: ProviderSession<Settings, Secret>,
    ids: readonly string[],
  ): Promise<Pick<ReadResult<CommitmentTerm>, 'items' | 'completeness'>>;
}
