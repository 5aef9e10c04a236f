'use client';
import type { ReactNode } from 'react';
import { Button } from '@/components/ui/button';
import { Notice } from '@/components/ui/panel-states';
import { formatBytes } from '@/lib/format/format-bytes';
import type { Sending } from './use-sending';

export interface SendingStatusProps<Outcome> {
  state: Sending<Outcome>;
  onCancel: () => void;
  children: (outcome: Outcome) => ReactNode;
}

/** How far sending has come, or what came of it. */
export function SendingStatus<Outcome>({ state, onCancel, children }: SendingStatusProps<Outcome>) {
  switch (state.phase) {
    case 'idle':
      return null;
    case 'sending':
      return (
        <div className="flex flex-wrap items-center gap-3 text-table">
          <label className="flex min-w-0 flex-1 flex-col gap-1">
            <span className="truncate">
              Sending {state.file}: {formatBytes(state.sentBytes)} of {formatBytes(state.allBytes)}
            </span>
            <progress
              className="h-1.5 w-full accent-accent"
              value={state.sentBytes}
              max={Math.max(state.allBytes, 1)}
            />
          </label>
          <Button size="compact" onClick={onCancel}>
            Cancel
          </Button>
        </div>
      );
    case 'reading':
      return (
        <Notice tone="neutral">All has arrived. The console reads every row now; large bills take minutes.</Notice>
      );
    case 'failed':
      return <Notice tone="critical">{state.message}</Notice>;
    case 'done':
      return children(state.outcome);
  }
}
