import type { Fault } from '../faults/fault';
import type { WorldSnapshot } from '../world/aws/world';
import type { BillBook } from '../world/bills/bill-book';
import type { ExportStore } from './exports/export-content';
import type { Protocol } from './protocol/protocol';
import type { KnownKeys } from './signature/authenticate';
import type { Identity } from './signature/sessions';

/** Roles a caller may assume: those named `roleName`, with this external id. */
export interface RoleTrust {
  roleName: string;
  externalId: string;
}

/** One authenticated call, as operations see it. */
export interface Call {
  identity: Identity;
  /** The account acted in. */
  account: string;
  region: string;
  operation: string;
  protocol: Protocol;
  world: WorldSnapshot;
  /** What things cost. */
  bills: BillBook;
  /** The objects of the bucket that bills are exported to. */
  exports: ExportStore;
  /** Real time; sessions are issued by it. */
  now: Date;
  keys: KnownKeys;
  trust: RoleTrust;
  /** The fault that strikes this call; paging reads the ones about pages. */
  fault: Fault | null;
}
