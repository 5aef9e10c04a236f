import type { BillingMonth, BillingSource } from '@/lib/domain/cost/billing-delivery';
import type { Provider, ProviderSession } from '../provider';
import type { ConformanceFault, SubjectOptions } from './conformance-subject';

/** Ways to misbehave that any source of bills can be struck by. */
export const costFaults = [
  'throttle',
  'server-error',
  'hang',
  'garbage',
  'broken-connection',
  'expired-credentials',
  'missing-permission',
] as const satisfies readonly ConformanceFault[];
export type CostFault = (typeof costFaults)[number];

/** A delivery that is there whole. */
export interface ExpectedDelivery {
  source: BillingSource;
  scope: string;
  billingMonth: BillingMonth;
  files: readonly { name: string; content: Uint8Array }[];
}

/** A provider whose bills are read, a place where they lie that can misbehave, and what lies there. */
export interface CostSubject<Settings, Secret> {
  provider: Provider<Settings, Secret>;
  open(options: Pick<SubjectOptions, 'limits' | 'signal'>): ProviderSession<Settings, Secret>;
  /** Of every delivery of `truth`, and no other; at least two, oldest first. */
  months: readonly [BillingMonth, BillingMonth, ...BillingMonth[]];
  /** In no order; at least one of each month, and one with several files. */
  truth(): readonly ExpectedDelivery[];
  /** The newest month of one scope is delivered anew, with other content; `truth` tells of it from then on. */
  deliverAnew(): ExpectedDelivery;
  /** The newest month of one scope is delivered anew, and its last file is not there yet. Answers what is on its way. */
  announceEarly(): Pick<ExpectedDelivery, 'source' | 'scope' | 'billingMonth'>;
  /** Writes something else under the name of a file. Nothing else tells of it. */
  replace(file: string): void;
  /** Makes every call for bills misbehave; null lets everything work again. */
  setFault(kind: CostFault | null): void;
}
