import type { Amount } from '@/lib/domain/cost/amount';
import type { ReadResult } from '@/lib/domain/provider-fault';
import type { ProviderSession } from './provider-session';

/** What a provider says an account cost over the days asked for, before its bill says so. */
export interface EstimateLine {
  /** The account, subscription or project; null: the provider names none. */
  account: string | null;
  /** ISO 4217. */
  currency: string;
  amount: Amount;
}

/** Charge days, both included: `2026-11-01`. */
export interface EstimateSpan {
  from: string;
  to: string;
}

/** Asking a provider what was spent, at once. It is asked by a person's press alone, never on a schedule. */
export interface EstimateCapability<Settings = unknown, Secret = unknown> {
  /** What one page of an answer costs, in millionths of a US dollar. */
  pageMicroUsd: number;
  /** The operation that is metered, e.g. `ce:GetCostAndUsage`. */
  operation: string;
  /** How many pages an answer is read to at most, so that its price is known before. */
  mostPages: number;
  /**
   * Sums by account and currency, at the provider's unblended or actual cost. At most `pages` pages are read: what lies
   * beyond is a gap. Throws a `ProviderError` when nothing could be read.
   */
  ask(session: ProviderSession<Settings, Secret>, span: EstimateSpan, pages: number): Promise<ReadResult<EstimateLine>>;
}
