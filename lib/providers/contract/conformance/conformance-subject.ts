import type { ProviderFaultKind } from '@/lib/domain/provider-fault';
import type { InventoryItem } from '@/lib/domain/resource';
import type { CallLimits } from '../calls/call-limits';
import type { InventoryScope, Provider, ProviderSession } from '../provider';

/** Every way a face must be able to misbehave, and the fault that the provider must make of it. */
export const conformanceFaults = {
  throttle: 'rate-limited',
  'server-error': 'unavailable',
  hang: 'unavailable',
  'slow-drip': 'unavailable',
  garbage: 'response-unexpected',
  'truncated-page': 'response-unexpected',
  'broken-connection': 'unavailable',
  'duplicate-page': 'response-unexpected',
  'token-loop': 'response-unexpected',
  'expired-credentials': 'credentials-rejected',
  'missing-permission': 'permission-missing',
  'clock-skew': 'credentials-rejected',
} as const satisfies Record<string, ProviderFaultKind>;
export type ConformanceFault = keyof typeof conformanceFaults | 'empty-success';

/** What an item must say; `raw` is the provider's own business. */
export type ExpectedItem = Pick<
  InventoryItem,
  | 'kind'
  | 'nativeId'
  | 'name'
  | 'account'
  | 'region'
  | 'zone'
  | 'status'
  | 'nativeStatus'
  | 'accelerators'
  | 'tags'
  | 'createdAt'
> & {
  /** Absent where the truth does not put a size as the provider does. */
  size?: string;
};

/** What is really there, as far as the session may see. */
export interface ExpectedInventory {
  items: ExpectedItem[];
  /** Scopes that a reader is refused even without a fault. */
  denied: InventoryScope[];
}

/** Where a fault strikes; what is absent does not narrow it. With nothing but an account, entering it is struck too. */
export interface FaultAim {
  account?: string;
  region?: string;
  service?: string;
  operation?: string;
}

/** A fault's aim, and which scopes it spoils. */
export interface FaultTarget {
  aim: FaultAim;
  hits(scope: InventoryScope): boolean;
}

export interface SubjectOptions {
  limits: Partial<CallLimits>;
  signal: AbortSignal;
  /** Only the account of `regionListing`, and the provider finds out itself which regions there are. */
  enumerate?: boolean;
}

/** A provider, a face of it that can misbehave, and the truth to compare with. */
export interface ConformanceSubject<Settings, Secret> {
  name: string;
  provider: Provider<Settings, Secret>;
  open(options: SubjectOptions): ProviderSession<Settings, Secret>;
  /** Makes the one fault strike there and nowhere else; null lets everything work again. */
  setFault(fault: { kind: ConformanceFault; aim: FaultAim } | null): void;
  truth(): ExpectedInventory;
  /** What faults are aimed at. The face must also have scopes that they leave alone, if it can have any. */
  target: FaultTarget;
  /** Ways to misbehave that cannot touch this provider, each with the reason: under them it must read as ever. */
  immune?: Partial<Record<keyof typeof conformanceFaults, string>>;
  /** An account that is entered apart from others, and so can be shut by itself; absent where there is none. */
  entry?: { account: string };
  /** An account whose regions the provider lists before it reads them; absent where regions are not listed. */
  regionListing?: { account: string };
}
