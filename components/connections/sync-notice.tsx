import type { ReactNode } from 'react';
import { Instant } from '@/components/time/instant';
import { Button } from '@/components/ui/button';
import { Notice } from '@/components/ui/panel-states';
import { StatusMark } from '@/components/ui/status-mark';
import type { ConnectionRun } from '@/lib/api/contracts/connections';
import type { HealthStatus } from '@/lib/domain/status';
import { formatNumber, formatQuantity } from '@/lib/format/format-number';
import { formatDuration } from '@/lib/time/format-duration';
import { toRunStatus } from './to-run-status';
import type { SyncProgress } from './to-sync-progress';
import { withheldReason } from './withheld';

/** Where the sync stands: queued, running, or how it ended. It claims nothing the server has not said. */
export function SyncNotice({ progress, onDismiss }: { progress: SyncProgress; onDismiss: () => void }) {
  switch (progress.state) {
    case 'idle':
      return null;
    case 'queued':
      return (
        <Notice tone="neutral" className="rounded-panel">
          <Line tone="in-progress" word="Queued">
            A worker takes it as soon as one is free.
          </Line>
        </Notice>
      );
    case 'running':
      return (
        <Notice tone="neutral" className="rounded-panel">
          <Line tone="in-progress" word="Running">
            Started <Instant at={progress.run.startedAt} as="both" />. Counts come when it ends.
          </Line>
        </Notice>
      );
    case 'done': {
      const { status, word } = toRunStatus(progress.run.outcome);
      return (
        <Notice
          tone="neutral"
          className="rounded-panel"
          action={
            <Button size="compact" variant="quiet" onClick={onDismiss}>
              Dismiss
            </Button>
          }
        >
          <Line tone={status} word={word}>
            {describeRun(progress.run)}
          </Line>
        </Notice>
      );
    }
  }
}

function Line({ tone, word, children }: { tone: HealthStatus; word: string; children: ReactNode }) {
  return (
    <span className="flex flex-wrap items-center gap-x-2">
      <StatusMark tone={tone} word={word} className="font-medium" />
      <span>{children}</span>
    </span>
  );
}

function describeRun({ calls, counts, gaps, durationMs }: ConnectionRun): string {
  const took = durationMs === null ? '' : ` in ${formatDuration(durationMs)}`;
  const uncounted =
    calls === null
      ? `It ended${took}. Its counts are not shown: ${withheldReason.toLowerCase()}.`
      : `It ended${took} before it could count.`;
  const found =
    counts === null
      ? uncounted
      : `Saw ${formatQuantity(counts.seen, 'resource')}${took}: ${formatNumber(counts.added)} added, ${formatNumber(counts.changed)} changed, ${formatNumber(counts.gone)} gone, ${formatNumber(counts.held)} held.`;
  return gaps.length === 0 ? found : `${found} ${formatQuantity(gaps.length, 'gap')} below.`;
}
