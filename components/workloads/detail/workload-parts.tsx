import { Missing } from '@/components/ui/missing';
import { Panel } from '@/components/ui/panel';
import { Cell, HeaderCell, Table, TableRegion, TableRow } from '@/components/ui/table';
import { TextLink } from '@/components/ui/text-link';
import type { WorkloadDetail } from '@/lib/api/contracts/workloads';
import { formatNumber } from '@/lib/format/format-number';
import { WaitReason } from '../wait-reason';
import { WorkloadStateMark } from '../workload-state';

/** The pods of a job. */
export function WorkloadParts({ parts }: { parts: WorkloadDetail['parts'] }) {
  return (
    <Panel title="Pods" unit={formatNumber(parts.length)}>
      <TableRegion label="Pods">
        <Table>
          <thead>
            <tr>
              <HeaderCell className="pl-4">Pod</HeaderCell>
              <HeaderCell>State</HeaderCell>
              <HeaderCell>Node</HeaderCell>
              <HeaderCell isNumeric>Held, GPUs</HeaderCell>
              <HeaderCell className="pr-4">Why it waits</HeaderCell>
            </tr>
          </thead>
          <tbody>
            {parts.map((part) => (
              <TableRow key={part.id}>
                <Cell className="pl-4">
                  <TextLink href={`/inventory?selected=${part.id}`}>{part.name}</TextLink>
                </Cell>
                <Cell>
                  <WorkloadStateMark state={part.state} nativeState={part.nativeState} />
                </Cell>
                <Cell>{part.node ?? <Missing reason="It stands on none" />}</Cell>
                <Cell isNumeric>
                  {part.held === null ? <Missing reason="What it holds cannot be told" /> : formatNumber(part.held)}
                </Cell>
                <Cell className="pr-4">
                  {part.waitReason === null ? (
                    <Missing reason="It does not wait, or nothing says why" />
                  ) : (
                    <WaitReason reason={part.waitReason} />
                  )}
                </Cell>
              </TableRow>
            ))}
          </tbody>
        </Table>
      </TableRegion>
    </Panel>
  );
}
