import type { WorkloadRow } from '@/lib/api/contracts/workloads';

export interface WaitReasonProps {
  reason: NonNullable<WorkloadRow['waitReason']>;
  /** With what would help, and the scheduler's own reason in full. */
  isWhole?: boolean;
}

/** Why it waits, in words, with the scheduler's own reason beside. */
export function WaitReason({ reason, isWhole = false }: WaitReasonProps) {
  const raw = reason.message === null ? reason.code : `${reason.code}: ${reason.message}`;
  if (!isWhole) {
    return (
      <span title={raw}>
        {reason.words} <code className="text-meta text-subtle">{reason.code}</code>
      </span>
    );
  }
  return (
    <div className="flex flex-col gap-1">
      <p>{reason.words}</p>
      {reason.remedy === null ? null : <p className="text-muted">{reason.remedy}</p>}
      <p className="text-meta text-muted">
        The scheduler’s own reason: <code className="break-words">{raw}</code>
      </p>
    </div>
  );
}
