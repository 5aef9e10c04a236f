'use client';
import { Copy } from 'lucide-react';
import { FloorSign } from '@/components/cost/floor-sign';
import { Money } from '@/components/cost/money';
import { Instant } from '@/components/time/instant';
import { Button } from '@/components/ui/button';
import { copyAndTell } from '@/components/ui/copy-text';
import { Missing } from '@/components/ui/missing';
import { Panel } from '@/components/ui/panel';
import { EmptyState } from '@/components/ui/panel-states';
import { Cell, HeaderCell, Table, TableRegion, TableRow } from '@/components/ui/table';
import { TwoLines } from '@/components/ui/two-lines';
import type { GpuWaste, GpuWasteRun } from '@/lib/api/contracts/gpu-waste';
import { formatQuantity } from '@/lib/format/format-number';
import { formatGpuHours, gpuRunOutcomeWords } from '@/lib/format/gpu-waste-words';
import { toCsv } from '@/lib/format/to-csv';

export interface RunsPanelProps {
  kind: 'lost' | 'ended';
  waste: GpuWaste;
  isRefreshing: boolean;
}

const words = {
  lost: {
    title: 'Thrown-away runs',
    one: 'run',
    says: 'Attempts that failed, were preempted or were started anew, with the hours they were busy since their start or their last checkpoint, at what an hour cost there on those days.',
    none: 'No attempt that was busy in this range is known to have failed, been preempted or started anew.',
  },
  ended: {
    title: 'Training and batch runs',
    one: 'run',
    says: 'Work that ended in this range and answers no requests, with all its attempts and parts: GPU-hours it had in the range, at what an hour cost there on those days.',
    none: 'No such work with accounted hours ended in this range.',
  },
} as const;

/** Runs with their GPU-hours and what those cost, the largest first. */
export function RunsPanel({ kind, waste, isRefreshing }: RunsPanelProps) {
  const { items, leftOut } = kind === 'lost' ? waste.thrownAway : waste.training;
  const { title, one, says, none } = words[kind];
  return (
    <Panel
      title={title}
      unit={formatQuantity(items.length + leftOut, one)}
      isRefreshing={isRefreshing}
      menu={
        items.length === 0 ? null : (
          <Button variant="quiet" size="compact" onClick={() => void copyAndTell(writeCsv(items), 'CSV')}>
            <Copy aria-hidden /> Copy CSV
          </Button>
        )
      }
    >
      {items.length === 0 ? (
        <EmptyState title={`No ${title.toLowerCase()}`}>{none}</EmptyState>
      ) : (
        <>
          <p className="px-4 py-2 text-meta text-muted">
            {says}
            {leftOut === 0 ? '' : ` ${formatQuantity(leftOut, 'smaller one')} left out.`}
          </p>
          <TableRegion label={`${title}, listed`} className="max-h-96">
            <Table>
              <thead>
                <tr>
                  <HeaderCell isPinned className="pl-4">
                    Run
                  </HeaderCell>
                  <HeaderCell>How it ended</HeaderCell>
                  <HeaderCell>Owner, team</HeaderCell>
                  <HeaderCell>GPU model</HeaderCell>
                  <HeaderCell>Started</HeaderCell>
                  {kind === 'lost' ? <HeaderCell>Kept up to</HeaderCell> : <HeaderCell isNumeric>Parts</HeaderCell>}
                  <HeaderCell isNumeric>GPU-hours</HeaderCell>
                  <HeaderCell isNumeric className="pr-4">
                    Cost
                  </HeaderCell>
                </tr>
              </thead>
              <tbody>
                {items.map((run) => (
                  <RunRow key={run.id} run={run} kind={kind} />
                ))}
              </tbody>
            </Table>
          </TableRegion>
        </>
      )}
    </Panel>
  );
}

function RunRow({ run, kind }: { run: GpuWasteRun; kind: RunsPanelProps['kind'] }) {
  return (
    <TableRow>
      <Cell isPinned className="min-w-48 max-w-80 pl-4">
        <TwoLines second={run.namespace}>{run.name}</TwoLines>
      </Cell>
      <Cell className="max-w-56">
        {gpuRunOutcomeWords[run.outcome]}
        {sayReason(run)}
      </Cell>
      <Cell className="min-w-32 max-w-56">
        <TwoLines second={run.team ?? <Missing reason="No source names a team" />}>
          {run.owner ?? <Missing reason="No source names an owner" />}
        </TwoLines>
      </Cell>
      <Cell className="whitespace-nowrap">{run.gpuModel ?? <Missing reason="It had several models" />}</Cell>
      <Cell className="whitespace-nowrap">
        <Instant at={run.startedAt} as="both" />
      </Cell>
      {kind === 'lost' ? (
        <Cell className="whitespace-nowrap">
          {run.checkpointAt === null ? (
            <Missing reason="It reports no checkpoint: all since its start counts as lost" />
          ) : (
            <Instant at={run.checkpointAt} as="both" />
          )}
        </Cell>
      ) : (
        <Cell isNumeric>{run.attempts}</Cell>
      )}
      <Cell isNumeric>
        {run.atLeast ? <FloorSign why="Some of its hours are not accounted, or not billed" /> : null}
        {formatGpuHours(run.ms)}
      </Cell>
      <Cell isNumeric className="pr-4">
        {run.costs.length === 0 ? (
          <Missing reason="No bill tells of its days and places" />
        ) : (
          run.costs.map(({ basis, currency, amount }) => (
            <span key={`${basis} ${currency}`} className="block">
              {run.atLeast ? <FloorSign why="Some of its hours are not accounted, or not billed" /> : null}
              <Money amount={amount} currency={currency} />
            </span>
          ))
        )}
      </Cell>
    </TableRow>
  );
}

/** What its scheduler says, where that is more than the outcome. */
function sayReason({ outcome, reason }: GpuWasteRun) {
  if (reason === null || outcome === 'completed' || reason.toLowerCase() === outcome) return null;
  return <span className="text-muted">: {reason}</span>;
}

function writeCsv(items: readonly GpuWasteRun[]): string {
  return toCsv(
    [
      'run',
      'namespace',
      'system',
      'outcome',
      'reason',
      'team',
      'owner',
      'site',
      'gpu model',
      'started',
      'ended',
      'checkpoint',
      'parts',
      'GPU-hours',
      'cost',
      'currency',
      'basis',
      'exact or at least',
    ],
    items.flatMap((run) => {
      const costs = run.costs.length === 0 ? [{ amount: null, currency: null, basis: null }] : run.costs;
      return costs.map(({ amount, currency, basis }) => [
        run.name,
        run.namespace,
        run.system,
        run.outcome,
        run.reason,
        run.team,
        run.owner,
        run.site,
        run.gpuModel,
        run.startedAt,
        run.endedAt,
        run.checkpointAt,
        run.attempts,
        (run.ms / 3_600_000).toString(),
        amount,
        currency,
        basis,
        run.atLeast ? 'at least' : 'exact',
      ]);
    }),
  );
}
