import { Missing } from '@/components/ui/missing';
import { Panel } from '@/components/ui/panel';
import { StatusMark, type StatusTone } from '@/components/ui/status-mark';
import { Cell, HeaderCell, Table, TableRegion, TableRow } from '@/components/ui/table';
import { TextLink } from '@/components/ui/text-link';
import type { WorkloadDetail } from '@/lib/api/contracts/workloads';
import { formatNumber } from '@/lib/format/format-number';

type Node = WorkloadDetail['nodes'][number];

const healthMarks: Record<NonNullable<Node['worstHealth']>, { tone: StatusTone; word: string }> = {
  healthy: { tone: 'healthy', word: 'Healthy' },
  degraded: { tone: 'warning', word: 'Degraded' },
  failed: { tone: 'critical', word: 'Failed' },
  unknown: { tone: 'unknown', word: 'Unknown' },
};

export interface WorkloadDevicesProps {
  nodes: readonly Node[];
  /** Devices it has; null: it cannot be told. */
  held: number | null;
}

/** The devices it has, by node, with the worst of their health. */
export function WorkloadDevices({ nodes, held }: WorkloadDevicesProps) {
  return (
    <Panel title="GPUs it has" unit="by node">
      {nodes.length === 0 ? (
        <p className="p-4 text-muted">
          {held === 0 ? 'It holds none now.' : 'Its scheduler does not say which nodes it has.'}
        </p>
      ) : (
        <TableRegion label="GPUs by node">
          <Table>
            <thead>
              <tr>
                <HeaderCell className="pl-4">Node</HeaderCell>
                <HeaderCell isNumeric>GPUs</HeaderCell>
                <HeaderCell>Which</HeaderCell>
                <HeaderCell className="pr-4">Worst health</HeaderCell>
              </tr>
            </thead>
            <tbody>
              {nodes.map((node) => (
                <TableRow key={node.node}>
                  <Cell className="pl-4">
                    {node.nodeId === null ? (
                      node.node
                    ) : (
                      <TextLink href={`/gpus/nodes/${node.nodeId}`}>{node.node}</TextLink>
                    )}
                  </Cell>
                  <Cell isNumeric>
                    {node.held === null ? <Missing reason="The scheduler does not say" /> : formatNumber(node.held)}
                  </Cell>
                  <Cell>
                    <Slots node={node} />
                  </Cell>
                  <Cell className="pr-4">
                    {node.worstHealth === null ? (
                      <Missing reason="The node is not in the fleet, as far as you may see it" />
                    ) : (
                      <span className="inline-flex flex-wrap items-center gap-x-2">
                        <StatusMark {...healthMarks[node.worstHealth]} />
                        {node.slots === null ? <span className="text-meta text-muted">of the whole node</span> : null}
                      </span>
                    )}
                  </Cell>
                </TableRow>
              ))}
            </tbody>
          </Table>
        </TableRegion>
      )}
    </Panel>
  );
}

function Slots({ node: { nodeId, slots } }: { node: Node }) {
  if (slots === null)
    return (
      <Missing
        reason={nodeId === null ? 'The node is not in the fleet' : 'Which of the node’s devices it has is not told'}
      />
    );
  return (
    <span className="inline-flex flex-wrap gap-x-2">
      {slots.map((slot) =>
        nodeId === null ? (
          <span key={slot}>{slot}</span>
        ) : (
          <TextLink key={slot} href={`/gpus/nodes/${nodeId}?gpu=${slot}`} aria-label={`GPU ${slot}`}>
            {slot}
          </TextLink>
        ),
      )}
    </span>
  );
}
