import { Cell, HeaderCell, Table, TableRegion, TableRow } from '@/components/ui/table';
import type { ConnectionRun } from '@/lib/api/contracts/connections';
import { formatMicroUsd } from '@/lib/format/format-micro-usd';
import { formatNumber } from '@/lib/format/format-number';
import { GapsTable } from './gaps-table';
import { withheldReason } from './withheld';

/** The calls a run made, busiest first, and the gaps it left. */
export function RunDetail({ run }: { run: ConnectionRun }) {
  const busiestFirst = run.calls?.toSorted((a, b) => b.attempts - a.attempts) ?? null;
  return (
    <div className="flex flex-col gap-3 p-4">
      {run.gaps.length === 0 ? (
        <p className="text-muted">{gapWords[run.outcome]}</p>
      ) : (
        <div className="rounded-control border">
          <GapsTable gaps={run.gaps} label="Gaps of this run" />
        </div>
      )}
      {busiestFirst === null ? (
        <p className="text-muted">API calls are not shown. {withheldReason}.</p>
      ) : busiestFirst.length === 0 ? (
        <p className="text-muted">No API call is recorded for this run.</p>
      ) : (
        <TableRegion label="API calls of this run" className="max-w-3xl rounded-control border">
          <Table>
            <thead>
              <tr>
                <HeaderCell className="pl-4">Operation</HeaderCell>
                <HeaderCell isNumeric>Attempts</HeaderCell>
                <HeaderCell isNumeric>Failures</HeaderCell>
                <HeaderCell isNumeric className="pr-4">
                  Cost
                </HeaderCell>
              </tr>
            </thead>
            <tbody>
              {busiestFirst.map((call) => (
                <TableRow key={call.operation}>
                  <Cell className="pl-4">
                    <code className="text-meta">{call.operation}</code>
                  </Cell>
                  <Cell isNumeric>{formatNumber(call.attempts)}</Cell>
                  <Cell isNumeric>{formatNumber(call.failures)}</Cell>
                  <Cell isNumeric className="pr-4">
                    {formatMicroUsd(call.costMicroUsd)}
                  </Cell>
                </TableRow>
              ))}
            </tbody>
          </Table>
        </TableRegion>
      )}
    </div>
  );
}

/** What no recorded gap means, by how the run ended. */
const gapWords: Record<ConnectionRun['outcome'], string> = {
  running: 'Gaps are told when the run ends.',
  complete: 'This run left no gap.',
  partial: 'This run left gaps that it did not record.',
  failed: 'This run read nothing and did not record why.',
  abandoned: 'Its worker stopped or lost its lease, so its gaps are not known.',
};
