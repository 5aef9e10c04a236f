import type { GpuHolder } from '../../gpus/device';
import type { GpuPurpose } from '../../gpus/draw-work';
import type { ClusterNode, GpuClaim } from './cluster-node';

/** A claim on a node's devices that one pod after another has. */
export interface DeviceClaim {
  node: ClusterNode;
  claim: GpuClaim;
  purpose: GpuPurpose;
  /** The stretch of time around an instant in which one pod has it, or none. */
  stayAt(ms: number): ClaimStay;
}

export interface ClaimStay {
  fromMs: number;
  untilMs: number;
  /** Null while nobody has it. */
  holder: GpuHolder | null;
}
