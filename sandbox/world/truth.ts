import type { Accelerator, LifecycleState, ResourceKind } from '../../lib/domain/resource';

/** One thing that is really there. */
export interface TruthResource {
  kind: ResourceKind;
  nativeId: string;
  /** The id within account and region: `i-…`, or the name where there is no other. */
  shortId: string;
  /** What people named it; null when nobody did. */
  name: string | null;
  account: string;
  region: string;
  /** Zone of things that stand in one; null for the others. */
  zone: string | null;
  /** How the thing stands, whatever the provider's word for it. */
  status: LifecycleState;
  /** The provider's own word; null for things that have no status. */
  nativeStatus: string | null;
  /** Size of machines, managed machines and databases; null for things that have none. */
  size: string | null;
  /** Accelerators of machines, counting every machine of an endpoint, job or node group; empty means none. */
  accelerators: Accelerator[];
  tags: Record<string, string>;
  createdAt: Date;
}

/** What is really there, in neutral terms, for tests to compare with what a console shows. */
export interface Truth {
  at: Date;
  resources: TruthResource[];
}
