'use client';
import { Instant } from '@/components/time/instant';
import { Missing } from '@/components/ui/missing';
import { Cell, HeaderCell, Table, TableRegion, TableRow } from '@/components/ui/table';
import { TextLink } from '@/components/ui/text-link';
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
            <HeaderCell {...sorted('state')}>State</HeaderCell>
            <HeaderCell>Why it waits</HeaderCell>
            <HeaderCell {...sorted('requested')}>Requested, GPUs</HeaderCell>
            <HeaderCell isNumeric {...sorted('held')}>
              Held, GPUs
            </HeaderCell>
            <HeaderCell>Queue</HeaderCell>
            <HeaderCell isNumeric>Position</HeaderCell>
            <HeaderCell isNumeric {...sorted('waiting')}>
              Waited
            </HeaderCell>
            <HeaderCell {...sorted('submitted')}>Submitted</HeaderCell>
            <HeaderCell>Owner</HeaderCell>
            <HeaderCell>Team</HeaderCell>
            <HeaderCell>Site</HeaderCell>
            <HeaderCell className="pr-4">Scheduler</HeaderCell>
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
  return (
    <TableRow>
      <Cell isPinned className="max-w-80 pl-4">
        <span className="flex min-w-0 flex-col py-1">
          <TextLink href={`/workloads/${id}`} title={name} className="truncate">
            {name}
          </TextLink>
          {namespace === null ? null : <span className="truncate text-meta text-muted">{namespace}</span>}
        </span>
      </Cell>
      <Cell>
        <WorkloadStateMark state={state} nativeState={workload.nativeState} />
      </Cell>
      <Cell className="min-w-72 max-w-96">
        {workload.waitReason === null ? (
          <Missing reason={isWaiting ? 'The scheduler gives no reason' : 'It does not wait'} />
        ) : (
          <span className="line-clamp-2">
            <WaitReason reason={workload.waitReason} />
          </span>
        )}
      </Cell>
      <Cell className="whitespace-nowrap">
        {requested === null ? <Missing reason="What it asks for cannot be told" /> : sayRequested(requested)}
      </Cell>
      <Cell isNumeric>{held === null ? <Missing reason="What it holds cannot be told" /> : formatNumber(held)}</Cell>
      <Cell className="whitespace-nowrap">{workload.queue ?? <Missing reason="None, or not told" />}</Cell>
      <Cell isNumeric>
        {workload.position === null ? (
          <Missing reason={isWaiting ? 'The order of its queue is not known' : 'It does not wait'} />
        ) : (
          formatNumber(workload.position)
        )}
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
      <Cell className="whitespace-nowrap">{workload.owner ?? <Missing reason="Nothing names an owner" />}</Cell>
      <Cell className="whitespace-nowrap">{workload.team ?? <Missing reason="Nothing names a team" />}</Cell>
      <Cell className="whitespace-nowrap">{siteTitles[site] ?? site}</Cell>
      <Cell className="whitespace-nowrap pr-4">
        {workloadSystemWords[workload.system]}
        {cluster === null ? null : <span className="text-meta text-muted"> {cluster}</span>}
      </Cell>
    </TableRow>
  );
}
