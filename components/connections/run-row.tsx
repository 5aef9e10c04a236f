'use client';
import { ChevronDown, ChevronRight } from 'lucide-react';
import { useId, useState } from 'react';
import { Instant } from '@/components/time/instant';
import { IconButton } from '@/components/ui/icon-button';
import { Missing } from '@/components/ui/missing';
import { StatusMark } from '@/components/ui/status-mark';
import { Cell, MessageRow, TableRow } from '@/components/ui/table';
import type { ConnectionRun } from '@/lib/api/contracts/connections';
import { formatNumber, formatQuantity } from '@/lib/format/format-number';
import { formatDuration } from '@/lib/time/format-duration';
import { RunDetail } from './run-detail';
import { toRunStatus } from './to-run-status';
import { withheldReason } from './withheld';

const countKeys = ['seen', 'added', 'changed', 'gone', 'held'] as const;

/** One run; its calls and gaps open beneath it. */
export function RunRow({ run }: { run: ConnectionRun }) {
  const [isOpen, setIsOpen] = useState(false);
  const detailId = useId();
  const { status, word } = toRunStatus(run.outcome);
  const isRunning = run.outcome === 'running';
  const hasEnded = !isRunning && run.outcome !== 'abandoned';
  const uncounted = isRunning ? 'Counted when it ends' : 'It ended before it could count';
  return (
    <>
      <TableRow>
        <Cell className="whitespace-nowrap pl-4">
          <Instant at={run.startedAt} as="both" />
        </Cell>
        <Cell className="capitalize">{run.capability}</Cell>
        <Cell>
          <StatusMark tone={status} word={word} />
        </Cell>
        <Cell isNumeric className="whitespace-nowrap">
          {run.durationMs === null ? (
            <Missing reason={isRunning ? 'Still running' : 'It never said that it ended'} />
          ) : (
            formatDuration(run.durationMs)
          )}
        </Cell>
        {run.measured !== null ? (
          <Cell isNumeric colSpan={countKeys.length}>
            {sayMeasured(run.measured)}
          </Cell>
        ) : (
          countKeys.map((key) => (
            <Cell key={key} isNumeric>
              {run.counts === null ? (
                <Missing reason={run.calls === null ? withheldReason : uncounted} />
              ) : (
                formatNumber(run.counts[key])
              )}
            </Cell>
          ))
        )}
        <Cell isNumeric>
          {hasEnded ? run.gaps.length : <Missing reason={isRunning ? 'Told when it ends' : 'It never said'} />}
        </Cell>
        <Cell isNumeric>
          <Attempts calls={run.calls} hasEnded={hasEnded} />
        </Cell>
        <Cell className="pr-4 text-right">
          <IconButton
            label={isOpen ? 'Hide calls and gaps' : 'Show calls and gaps'}
            size="compact"
            aria-expanded={isOpen}
            aria-controls={detailId}
            onClick={() => setIsOpen(!isOpen)}
          >
            {isOpen ? <ChevronDown aria-hidden /> : <ChevronRight aria-hidden />}
          </IconButton>
        </Cell>
      </TableRow>
      {isOpen ? (
        <MessageRow columns={12}>
          <div id={detailId} className="border-b bg-canvas">
            <RunDetail run={run} />
          </div>
        </MessageRow>
      ) : null}
    </>
  );
}

function sayMeasured({ series, samples, refused }: NonNullable<ConnectionRun['measured']>): string {
  const taken = `${formatQuantity(samples, 'sample')} of ${formatNumber(series)} series`;
  return refused === 0 ? taken : `${taken}, ${formatNumber(refused)} refused`;
}

function Attempts({ calls, hasEnded }: { calls: ConnectionRun['calls']; hasEnded: boolean }) {
  if (calls === null) return <Missing reason={withheldReason} />;
  if (calls.length === 0 && !hasEnded) return <Missing reason="Not recorded yet" />;
  return formatNumber(calls.reduce((sum, call) => sum + call.attempts, 0));
}
