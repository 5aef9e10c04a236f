import { Instant } from '@/components/time/instant';
import { Missing } from '@/components/ui/missing';
import { Panel } from '@/components/ui/panel';
import { Cell, HeaderCell, Table, TableRegion, TableRow } from '@/components/ui/table';
import { TextLink } from '@/components/ui/text-link';
import type { WorkloadDetail, WorkloadRow } from '@/lib/api/contracts/workloads';
import { formatNumber } from '@/lib/format/format-number';
import { sayRequested } from '../say-requested';
import { WaitReason } from '../wait-reason';
import { WorkNotes } from '../work-notes';

/** Why it waits, when it may start and what that rests on, who is ahead of it and who holds what it waits for. */
export function WaitingPanel({ detail }: { detail: WorkloadDetail }) {
  const { workload, estimate, ahead, aheadLeftOut, holding, holdingLeftOut } = detail;
  return (
    <Panel
      title="Why it waits"
      menu={<WorkNotes subject="the wait" about={['estimate', 'position']} at={detail.at} sources={detail.sources} />}
    >
      <div className="grid gap-4 p-4 lg:grid-cols-2">
        {workload.waitReason === null ? (
          <p className="text-muted">The scheduler gives no reason.</p>
        ) : (
          <WaitReason reason={workload.waitReason} isWhole />
        )}
        <div className="flex flex-col gap-1">
          <p className="font-medium">
            {estimate?.at == null ? (
              'When it starts cannot be said'
            ) : (
              <>
                May start <Instant at={estimate.at} as="both" />
              </>
            )}
          </p>
          <p className="text-muted">{estimate?.basis ?? 'Nothing is known that an estimate could rest on.'}</p>
        </div>
      </div>
      <Rows title="Ahead of it" rows={ahead} leftOut={aheadLeftOut} none="Nobody is known to be ahead of it." />
      <Rows
        title="Running in its queue"
        rows={holding}
        leftOut={holdingLeftOut}
        none="Nobody is known to hold devices of its queue."
      />
    </Panel>
  );
}

interface RowsProps {
  title: string;
  rows: readonly WorkloadRow[];
  leftOut: number;
  none: string;
}

function Rows({ title, rows, leftOut, none }: RowsProps) {
  return (
    <section className="border-t">
      <h3 className="px-4 pt-3 font-medium">{title}</h3>
      {rows.length === 0 ? (
        <p className="px-4 pt-1 pb-3 text-muted">{leftOut > 0 ? sayLeftOut(leftOut) : none}</p>
      ) : null}
      {rows.length === 0 ? null : (
        <TableRegion label={title}>
          <Table>
            <thead>
              <tr>
                <HeaderCell className="pl-4">Name</HeaderCell>
                <HeaderCell>Owner</HeaderCell>
                <HeaderCell>Team</HeaderCell>
                <HeaderCell>Requested, GPUs</HeaderCell>
                <HeaderCell isNumeric>Held, GPUs</HeaderCell>
                <HeaderCell isNumeric className="pr-4">
                  Priority
                </HeaderCell>
              </tr>
            </thead>
            <tbody>
              {rows.map(({ id, name, owner, team, requested, held, priority }) => (
                <TableRow key={id}>
                  <Cell className="pl-4">
                    <TextLink href={`/workloads/${id}`}>{name}</TextLink>
                  </Cell>
                  <Cell>{owner ?? <Missing reason="Nothing names an owner" />}</Cell>
                  <Cell>{team ?? <Missing reason="Nothing names a team" />}</Cell>
                  <Cell>
                    {requested === null ? (
                      <Missing reason="What it asks for cannot be told" />
                    ) : (
                      sayRequested(requested)
                    )}
                  </Cell>
                  <Cell isNumeric>
                    {held === null ? <Missing reason="What it holds cannot be told" /> : formatNumber(held)}
                  </Cell>
                  <Cell isNumeric className="pr-4">
                    {priority === null ? <Missing reason="The scheduler does not say" /> : formatNumber(priority)}
                  </Cell>
                </TableRow>
              ))}
            </tbody>
          </Table>
        </TableRegion>
      )}
      {rows.length > 0 && leftOut > 0 ? <p className="px-4 py-2 text-muted">{sayLeftOut(leftOut)}</p> : null}
    </section>
  );
}

function sayLeftOut(leftOut: number): string {
  return `${formatNumber(leftOut)} more are not shown here, or are outside what you may see.`;
}
