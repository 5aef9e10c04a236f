import { StatusMark } from '@/components/ui/status-mark';
import type { WorkloadState } from '@/lib/domain/workload';
import { workloadStateWords } from '@/lib/format/workload-words';

export interface WorkloadStateMarkProps {
  state: WorkloadState;
  /** The scheduler's own word, told on hover where it says more; null when it gave none. */
  nativeState: string | null;
}

/** A piece of work's state, in the one vocabulary. */
export function WorkloadStateMark({ state, nativeState }: WorkloadStateMarkProps) {
  const { word, tone } = workloadStateWords[state];
  const isSaid = nativeState === null || nativeState.toLowerCase() === word.toLowerCase();
  return (
    <span title={isSaid ? undefined : `The scheduler says “${nativeState}”`}>
      <StatusMark tone={tone} word={word} />
    </span>
  );
}
