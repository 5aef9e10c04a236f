import type { RawReason, SaidReason } from './wait-reasons/said-reason';
import { sayKubernetesReason } from './wait-reasons/say-kubernetes-reason';
import { sayKueueReason } from './wait-reasons/say-kueue-reason';
import { saySageMakerReason, sayVertexReason } from './wait-reasons/say-service-reason';
import { saySlurmReason } from './wait-reasons/say-slurm-reason';
import type { WorkSystem } from './work-system';

/** A reason in words, with the scheduler's own beside. */
export interface WaitReason extends SaidReason, RawReason {}

const sayOf: Record<WorkSystem, (reason: RawReason, nativeState: string | null) => SaidReason | null> = {
  kubernetes: sayKubernetesReason,
  kueue: sayKueueReason,
  slurm: saySlurmReason,
  sagemaker: saySageMakerReason,
  'vertex-ai': sayVertexReason,
  'azure-ml': () => null,
};

/**
 * Why a piece of work waits, in words. A reason that is not known is told as such, with what the scheduler wrote.
 * `nativeState` is the scheduler's word for how far it has come.
 */
export function sayWaitReason(system: WorkSystem, reason: RawReason, nativeState: string | null = null): WaitReason {
  const said = sayOf[system](reason, nativeState) ?? {
    words: `Its scheduler gives a reason that Millwright does not know: ${reason.message ?? reason.code}`,
    remedy: null,
  };
  return { ...said, code: reason.code, message: reason.message };
}
