import { Instant } from '@/components/time/instant';
import { Identifier } from '@/components/ui/identifier';
import { Panel } from '@/components/ui/panel';
import { StatusMark } from '@/components/ui/status-mark';
import { Cell, HeaderCell, Table, TableRegion, TableRow } from '@/components/ui/table';
import type { Close, CloseEntry } from '@/lib/api/contracts/cost-close';
import { formatNumber } from '@/lib/format/format-number';
import { ChecklistPanel } from './checklist-panel';

/** What a close kept beside its figures: who, when, why, by which rules, which bills, and whether it is still intact. */
export function HistoryPanel({ entry, history }: { entry: CloseEntry; history: Close['history'] }) {
  return (
    <>
      <Panel title={`Close ${entry.number}`} unit="what was kept">
        <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-4 gap-y-1.5 px-4 py-3 [&>dt]:text-muted">
          <dt>Closed</dt>
          <dd>
            <Instant at={entry.closedAt} as="full" /> by {entry.closedBy}
          </dd>
          <dt>As known on</dt>
          <dd>
            <Instant at={entry.asOf} as="full" />
          </dd>
          <dt>Comment</dt>
          <dd className="wrap-anywhere">
            {entry.comment === '' ? <span className="text-muted">None</span> : entry.comment}
          </dd>
          {entry.overrideReason === null ? null : (
            <>
              <dt>In spite of the checklist</dt>
              <dd className="wrap-anywhere">{entry.overrideReason}</dd>
            </>
          )}
          <dt>Allocation rules</dt>
          <dd>
            {entry.ruleVersion === null
              ? 'Those of the connections; no version was written'
              : `Version ${entry.ruleVersion}`}
          </dd>
          <dt>Digest of it all</dt>
          <dd className="flex flex-wrap items-center gap-x-3">
            <Identifier value={entry.digest} />
            {entry.isIntact ? (
              <StatusMark tone="healthy" word="Intact" />
            ) : (
              <StatusMark tone="critical" word="Changed since" />
            )}
          </dd>
          {history
            .filter(({ reopening }) => reopening !== null)
            .map(({ number, reopening }) =>
              reopening === null ? null : (
                <div key={number} className="contents [&>dt]:text-muted">
                  <dt>Close {number} reopened</dt>
                  <dd className="wrap-anywhere">
                    <Instant at={reopening.at} as="full" /> by {reopening.by}: {reopening.reason}
                  </dd>
                </div>
              ),
            )}
        </dl>
        {entry.deliveries.length === 0 ? null : (
          <TableRegion label="Bills that the close counted">
            <Table>
              <thead>
                <tr>
                  <HeaderCell isPinned className="pl-4">
                    Bill
                  </HeaderCell>
                  <HeaderCell>Source</HeaderCell>
                  <HeaderCell>Arrived</HeaderCell>
                  <HeaderCell isNumeric>Rows</HeaderCell>
                  <HeaderCell className="pr-4">Content</HeaderCell>
                </tr>
              </thead>
              <tbody>
                {entry.deliveries.map(({ deliveryId, title, source, arrivedAt, rows, contentHash }) => (
                  <TableRow key={deliveryId}>
                    <Cell isPinned className="max-w-96 truncate pl-4" title={title}>
                      {title}
                    </Cell>
                    <Cell>{source}</Cell>
                    <Cell className="whitespace-nowrap">
                      <Instant at={arrivedAt} as="clock" />
                    </Cell>
                    <Cell isNumeric>{formatNumber(rows)}</Cell>
                    <Cell className="max-w-48 truncate pr-4 font-mono" title={contentHash}>
                      {contentHash.slice(0, 16)}
                    </Cell>
                  </TableRow>
                ))}
              </tbody>
            </Table>
          </TableRegion>
        )}
      </Panel>
      {entry.checklist.length === 0 ? null : (
        <ChecklistPanel items={entry.checklist} title="As it stood at the close" />
      )}
    </>
  );
}
