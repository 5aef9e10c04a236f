import type { ProviderId } from '../provider';
import type { Accelerator, LifecycleState, ResourceKind } from '../resource';
import type { Workload } from '../workload';

/** What the inventory lists that has accelerators, may have some, runs a machine that has, or works on them. */
export interface GpuResource {
  id: string;
  kind: ResourceKind;
  provider: ProviderId;
  connectionId: string;
  nativeId: string;
  name: string;
  account: string;
  region: string;
  site: string;
  team: string | null;
  owner: string | null;
  /** As last told, however long ago. */
  status: LifecycleState;
  nativeStatus: string | null;
  /** Empty: none. Null: not known. */
  accelerators: readonly Accelerator[] | null;
  /** The model that most of its devices are; null where it has none, or it is not known. */
  gpuModel: string | null;
  /** Null: not known. */
  gpuCount: number | null;
  /** As `MachineName`; null where it is none, or it is not known. */
  machine: string | null;
  tags: Readonly<Record<string, string>> | null;
  /** What its scheduler says of a piece of work; null where it is none, or it was not told. */
  workload: Workload | null;
  /** What else a cloud calls the machine: the name it has in its network, or a number; null where nothing is told. */
  alias: string | null;
  /** The last read that found it. */
  lastSeenAt: Date;
}
