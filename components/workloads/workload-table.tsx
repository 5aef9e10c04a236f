'use client';
import { Instant } from '@/components/time/instant';
import { Missing } from '@/components/ui/missing';
import { Cell, HeaderCell, Table, TableRegion, TableRow } from '@/components/ui/table';
import { TextLink } from '@/components/ui/text-link';
import { TwoLines } from '@/components/ui/two-lines';
import type { WorkloadSortKey } from '@/lib/api/contracts/workload-keys';
import type { WorkloadRow } from '@/lib/api/contracts/workloads';
import { formatNumber } from '@/lib/format/format-number';
import { workloadSystemWords } from '@/lib/format/workload-words';
import { sayRequested } from './say-requested';
import { sayWaited } from './say-waited';
import { WaitReason } from './wait-reason';
import { WorkloadStateMark } from './workload-state';

export interface WorkloadTableProps {
  workloads: readonly WorkloadRow[];
  siteTitles: Readonly<Record<string, string>>;
  sort: WorkloadSortKey;
  order: 'asc' | 'desc';
  onSort: (key: WorkloadSortKey) => void;
}

/** Work over every scheduler, a row each; a row's name leads to its page. */
export function WorkloadTable({ workloads, siteTitles, sort, order, onSort }: WorkloadTableProps) {
  const sorted = (key: WorkloadSortKey) => ({
    sort: sort !== key ? ('none' as const) : order === 'asc' ? ('ascending' as const) : ('descending' as const),
    onSort: () => onSort(key),
  });
  return (
    <TableRegion label="List of workloads">
      <Table>
        <thead>
          <tr>
            <HeaderCell isPinned className="pl-4" {...sorted('name')}>
              Name
            </HeaderCell>
            <HeaderCell {...sorted('state')}>State, why it waits</HeaderCell>
            <HeaderCell {...sorted('requested')}>Requested, GPUs</HeaderCell>
            <HeaderCell isNumeric {...sorted('held')}>
              Held, GPUs
            </HeaderCell>
            <HeaderCell>Queue, position</HeaderCell>
            <HeaderCell isNumeric {...sorted('waiting')}>
              Waited
            </HeaderCell>
            <HeaderCell {...sorted('submitted')}>Submitted</HeaderCell>
            <HeaderCell>Owner, team</HeaderCell>
            <HeaderCell className="pr-4">Site, scheduler</HeaderCell>
          </tr>
        </thead>
        <tbody>
          {workloads.map((workload) => (
            <WorkloadTableRow key={workload.id} workload={workload} siteTitles={siteTitles} />
          ))}
        </tbody>
      </Table>
    </TableRegion>
  );
}

function WorkloadTableRow({
  workload,
  siteTitles,
}: Pick<WorkloadTableProps, 'siteTitles'> & { workload: WorkloadRow }) {
  const { id, name, namespace, cluster, site, state, requested, held, waitedMs } = workload;
  const isWaiting = state === 'waiting';
  const position = !isWaiting ? null : workload.position === null ? (
    <Missing reason="The order of its queue is not known" />
  ) : (
    `position ${formatNumber(workload.position)}`
  );
  const scheduler = [workloadSystemWords[workload.system], cluster].filter((one) => one !== null).join(' ');
  return (
    <TableRow>
      <Cell isPinned className="min-w-40 max-w-56 pl-4">
        <TwoLines second={namespace}>
          <TextLink href={`/workloads/${id}`} className="break-words">
            {name}
          </TextLink>
        </TwoLines>
      </Cell>
      <Cell className="min-w-60 max-w-96 py-1">
        <WorkloadStateMark state={state} nativeState={workload.nativeState} />{' '}
        {workload.waitReason !== null ? (
          <WaitReason reason={workload.waitReason} />
        ) : isWaiting ? (
          <span className="text-muted">The scheduler gives no reason.</span>
        ) : null}
      </Cell>
      <Cell className="min-w-24 max-w-40">
        {requested === null ? <Missing reason="What it asks for cannot be told" /> : sayRequested(requested)}
      </Cell>
      <Cell isNumeric>{held === null ? <Missing reason="What it holds cannot be told" /> : formatNumber(held)}</Cell>
      <Cell className="max-w-32">
        <TwoLines second={position}>{workload.queue ?? <Missing reason="None, or not told" />}</TwoLines>
      </Cell>
      <Cell isNumeric className="whitespace-nowrap">
        {waitedMs === null ? <Missing reason="Not known" /> : sayWaited(waitedMs)}
      </Cell>
      <Cell className="whitespace-nowrap">
        {workload.submittedAt === null ? (
          <Missing reason="The scheduler does not say" />
        ) : (
          <Instant at={workload.submittedAt} as="age" />
        )}
      </Cell>
      <Cell className="min-w-24 max-w-32">
        <TwoLines second={workload.team ?? <Missing reason="Nothing names a team" />}>
          {workload.owner ?? <Missing reason="Nothing names an owner" />}
        </TwoLines>
      </Cell>
      <Cell className="min-w-24 max-w-32 pr-4">
        <TwoLines second={scheduler}>{siteTitles[site] ?? site}</TwoLines>
      </Cell>
    </TableRow>
  );
}
