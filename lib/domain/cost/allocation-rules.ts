import type { AttributionRule } from './attribution-rules';
import type { CostDimension } from './cost-dimension';

/** What becomes of what GPUs cost while nobody had them: a row of its own, or spread over the teams by their GPU cost. */
export const idleTreatments = ['separate', 'spread'] as const;
export type IdleTreatment = (typeof idleTreatments)[number];

export const splitKinds = ['even', 'proportional', 'usage', 'fixed'] as const;
export type SplitKind = (typeof splitKinds)[number];

/**
 * Who bears a pool. `even`: the teams named, alike. `proportional`: by the teams' own direct cost; `usage`: by their
 * GPU-hours; both among the teams named, null: among all. `fixed`: percent as decimal text, which add up to exactly 100.
 */
export type PoolSplit =
  | { by: 'even'; teams: string[] }
  | { by: 'proportional' | 'usage'; teams: string[] | null }
  | { by: 'fixed'; shares: { team: string; percent: string }[] };

/** What a pool takes: rows that have any of the values in each of the dimensions. The empty text is what has no value. */
export type CostSelector = { [dimension in CostDimension]?: string[] | undefined };

/** Costs that several teams share. Of the pools in order the first whose selector matches takes a cost. */
export interface CostPool {
  name: string;
  selector: CostSelector;
  split: PoolSplit;
}

/** How costs are allocated: one version's whole content. */
export interface AllocationRules {
  /** Who bears what, in order; they stand before the rules that connections bring. */
  attribution: AttributionRule[];
  pools: CostPool[];
  idle: IdleTreatment;
}

/** The rules before anybody wrote any: what bills and connections say, nothing shared. */
export const noAllocationRules: AllocationRules = { attribution: [], pools: [], idle: 'separate' };

/** A version of the rules, by its number from 1. It is never changed. */
export interface CostRuleVersion {
  number: number;
  createdAt: Date;
  /** Who wrote it, as the audit record calls them. */
  createdBy: string;
  comment: string;
  rules: AllocationRules;
}
