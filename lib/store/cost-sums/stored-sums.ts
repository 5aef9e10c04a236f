import type { TransferCut } from '@/lib/domain/cost/transfer-sum';
import type { PackedCommitments } from './packed-commitments';
import type { TransferOwner } from './transfer-tally';

/** By which derivation sums are made; deliveries whose sums an older one made are added up anew. */
export const sumsDerivation = 10;

/** A row of `cost_commitment`. */
export interface StoredCommitment {
  commitment_id: string;
  provider: string | null;
  name: string | null;
  type: string | null;
  category: string | null;
  unit: string | null;
}

/** A row of `cost_transfer_cut`, packed as `packed-transfers.ts` says. */
export interface StoredTransferCut {
  cut: TransferCut;
  owner: TransferOwner['kind'];
  team: string | null;
  site: string | null;
  by_day: boolean;
  ways: Buffer;
  days: Buffer;
  rows: Buffer;
  billed: Buffer;
  effective: Buffer | null;
  list: Buffer | null;
  contracted: Buffer | null;
  untold: Buffer | null;
  quantities: Buffer;
  quantity_rows: Buffer;
}

/** The row of `cost_transfer_names`. */
export interface StoredTransferNames {
  texts: Buffer;
  names: Buffer;
}

/** What a delivery's charges for data add up to; `transferNames` null: there are none. */
export interface TransferSumsOfDelivery {
  transferCuts: StoredTransferCut[];
  transferNames: StoredTransferNames | null;
}

/** What a delivery adds up to beside its cuts. */
export interface CostSumsOfDelivery extends TransferSumsOfDelivery {
  commitments: StoredCommitment[];
  commitmentSums: PackedCommitments[];
}
