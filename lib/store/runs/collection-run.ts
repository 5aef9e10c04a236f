import { z } from 'zod';
import { type Capability, capabilities } from '@/lib/domain/provider';
import { type Gap, providerFaultKinds } from '@/lib/domain/provider-fault';
import { isRunHeldSql } from '@/lib/store/leases/collection-lease';

/** How a run stands. `complete`: all read; `partial`: some gaps; `failed`: nothing read; `abandoned`: its worker died or lost its lease. */
export type RunOutcome = 'running' | 'complete' | 'partial' | 'failed' | 'abandoned';

/** What a run did to the inventory, in resources. */
export interface RunCounts {
  seen: number;
  added: number;
  changed: number;
  gone: number;
  /** Would have gone, but wait for a second complete read. */
  held: number;
}

/** What a run measured. */
export interface MetricCounts {
  /** Series of which at least one sample was taken. */
  series: number;
  /** Samples taken, those already held included. */
  samples: number;
  /** Samples that were read and may not be kept, and new series beyond the most a connection may have. */
  refused: number;
}

/** What a run read of bills, in billing deliveries and their rows. */
export interface DeliveryCounts {
  /** Months of exports that were there whole. */
  deliveries: number;
  /** Those of them that the ledger did not have yet. */
  added: number;
  /** Rows of what was added. */
  rows: number;
  /** Rows of what was added that could not be read; their deliveries do not count. */
  rejectedRows: number;
}

export interface RunCall {
  /** `service:Operation` */
  operation: string;
  attempts: number;
  failures: number;
  costMicroUsd: number;
}

export interface CollectionRun {
  id: string;
  connectionId: string;
  capability: Capability;
  startedAt: Date;
  /** Null while running, and where a worker died before it could say. */
  finishedAt: Date | null;
  outcome: RunOutcome;
  /** Null when the run ended before it could count, and where it read no inventory. */
  counts: RunCounts | null;
  /** Null when the run ended before it could count, and where it read no metrics. */
  measured: MetricCounts | null;
  /** Null when the run ended before it could count, and where it read no bills. */
  delivered: DeliveryCounts | null;
  gaps: Gap[];
  calls: RunCall[];
}

const count = z.number().int().nonnegative();

/** Gaps as they are kept in runs and scopes. */
export const storedGapsSchema = z.array(
  z.object({
    fault: z.enum(providerFaultKinds),
    account: z.string().optional(),
    region: z.string().optional(),
    detailOnly: z.boolean().optional(),
    subject: z.string().optional(),
    operation: z.string().optional(),
    code: z.string().optional(),
    message: z.string(),
    remedy: z.string().optional(),
  }),
);

const inventoryCounts = z.object({ seen: count, added: count, changed: count, gone: count, held: count });
const metricCounts = z.object({ series: count, samples: count, refused: count });
const deliveryCounts = z.object({ deliveries: count, added: count, rows: count, rejectedRows: count });

const rowSchema = z.object({
  id: z.string(),
  connection_id: z.string(),
  capability: z.enum(capabilities),
  started_at: z.date(),
  finished_at: z.date().nullable(),
  outcome: z.enum(['running', 'complete', 'partial', 'failed', 'abandoned']),
  counts: z.union([inventoryCounts, metricCounts, deliveryCounts]).nullable(),
  gaps: storedGapsSchema,
  calls: z.array(z.object({ operation: z.string(), attempts: count, failures: count, costMicroUsd: count })),
});

/** The columns `toCollectionRun` reads of `collection_run`. A run whose worker is gone does not read as running. */
export const runColumns = `id, connection_id, capability, started_at, finished_at, counts, gaps, calls,
  CASE WHEN outcome <> 'running' OR ${isRunHeldSql} THEN outcome ELSE 'abandoned' END AS outcome`;

function toCounted(counts: RunCounts | MetricCounts | DeliveryCounts) {
  if ('seen' in counts) return { counts };
  return 'series' in counts ? { measured: counts } : { delivered: counts };
}

export function toCollectionRun(row: unknown): CollectionRun {
  const { connection_id, started_at, finished_at, counts, ...rest } = rowSchema.parse(row);
  return {
    counts: null,
    measured: null,
    delivered: null,
    ...(counts === null ? {} : toCounted(counts)),
    ...rest,
    connectionId: connection_id,
    startedAt: started_at,
    finishedAt: finished_at,
  };
}
