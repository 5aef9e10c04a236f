/** How long an ended training job stays in an inventory after it last changed. Providers keep all of them for ever. */
export const endedJobWindowMs = 30 * 86_400_000;

const endedStates: readonly string[] = ['completed', 'failed', 'stopped'];

/** A thing as last read, which a finished listing at `now` names no more. */
interface Unlisted {
  kind: string;
  status: string;
  createdAt: Date | null;
}

/** Whether it may only have aged out of the listing, as ended jobs do, so that its absence is no sign of trouble. */
export function mayHaveAgedOut({ kind, status, createdAt }: Unlisted, now: Date): boolean {
  return (
    kind === 'training-job' &&
    endedStates.includes(status) &&
    createdAt !== null &&
    now.getTime() - createdAt.getTime() > endedJobWindowMs
  );
}
