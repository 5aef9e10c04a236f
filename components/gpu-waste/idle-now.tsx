'use client';
import { useQuery } from '@tanstack/react-query';
import { toDeviceHref } from '@/components/gpus/to-device-href';
import { QueryView } from '@/components/query-view/query-view';
import { useMay } from '@/components/shell/use-me';
import { Instant } from '@/components/time/instant';
import { Missing } from '@/components/ui/missing';
import { Panel } from '@/components/ui/panel';
import { EmptyState } from '@/components/ui/panel-states';
import { Cell, HeaderCell, Table, TableRegion, TableRow } from '@/components/ui/table';
import { TextLink } from '@/components/ui/text-link';
import { TwoLines } from '@/components/ui/two-lines';
import type { IdleGpus } from '@/lib/api/contracts/gpu-capacity';
import { parseAmount } from '@/lib/domain/cost/amount';
import { providerIds } from '@/lib/domain/provider';
import { formatQuantity } from '@/lib/format/format-number';
import { formatPrice } from '@/lib/format/format-price';
import type { GpuWasteUrlState } from '@/lib/queries/gpu-waste';
import { idleGpusQuery } from '@/lib/queries/gpus';

const most = 10;

/** The devices that are idle now and cost most an hour, with who has them and since when. */
export function IdleNow({ filters }: { filters: GpuWasteUrlState }) {
  const mayRead = useMay('inventory:read');
  const { team, site, provider, 'gpu-model': model } = filters;
  const query = useQuery({
    ...idleGpusQuery({
      team,
      site,
      provider: providerIds.filter((id) => provider.includes(id)),
      model,
      cluster: [],
      health: [],
      use: [],
    }),
    enabled: mayRead,
  });
  return (
    <Panel
      title="Idle now, the costliest first"
      unit={query.data && formatQuantity(query.data.total.value, 'GPU')}
      menu={<TextLink href="/gpus?tab=idle">All idle GPUs</TextLink>}
    >
      {mayRead ? (
        <QueryView query={query} subject="Idle GPUs" needs="inventory:read">
          {(idle) => <IdleRows idle={idle} />}
        </QueryView>
      ) : (
        <EmptyState title="Not shown to you">
          Which GPUs are idle is told to those who may see the inventory.
        </EmptyState>
      )}
    </Panel>
  );
}

type Idle = IdleGpus['items'][number];

function IdleRows({ idle }: { idle: IdleGpus }) {
  const costliest = idle.items.toSorted(compareCost).slice(0, most);
  if (costliest.length === 0)
    return (
      <EmptyState title="No idle GPU is known">
        {idle.total.atLeast ? 'Some are not measured, or sources are missing: they may be idle all the same.' : null}
      </EmptyState>
    );
  return (
    <TableRegion label="GPUs that are idle now">
      <Table>
        <thead>
          <tr>
            <HeaderCell isPinned className="pl-4">
              GPU, model
            </HeaderCell>
            <HeaderCell>Site</HeaderCell>
            <HeaderCell>Owner, team</HeaderCell>
            <HeaderCell>Idle since</HeaderCell>
            <HeaderCell isNumeric className="pr-4">
              On demand, list, per hour
            </HeaderCell>
          </tr>
        </thead>
        <tbody>
          {costliest.map((item) => (
            <TableRow key={`${item.nodeId}-${item.slot}`}>
              <Cell isPinned className="min-w-56 max-w-80 pl-4">
                <TwoLines second={item.model}>
                  <TextLink href={toDeviceHref(item.nodeId, item.slot, 'now-24h')}>
                    {item.node}, GPU {item.slot}
                  </TextLink>
                </TwoLines>
              </Cell>
              <Cell className="whitespace-nowrap">{item.site}</Cell>
              <Cell className="min-w-32 max-w-56">
                <TwoLines second={item.team ?? <Missing reason="No source names a team" />}>
                  {item.owner ?? <Missing reason="No source names an owner" />}
                </TwoLines>
              </Cell>
              <Cell className="whitespace-nowrap">
                {item.sinceAtLeast ? <span className="text-muted">at least since </span> : null}
                <Instant at={item.since} as="both" />
              </Cell>
              <Cell isNumeric className="whitespace-nowrap pr-4">
                {item.costPerHour === null ? (
                  <Missing reason="The price book has no one price of its machine in its region" />
                ) : (
                  formatPrice(item.costPerHour.amount, item.costPerHour.currency)
                )}
              </Cell>
            </TableRow>
          ))}
        </tbody>
      </Table>
    </TableRegion>
  );
}

/** Those with a price first, the highest first; of equal ones those idle for longest. */
function compareCost(one: Idle, other: Idle): number {
  const [left, right] = [one, other].map(({ costPerHour }) =>
    costPerHour === null ? null : parseAmount(costPerHour.amount),
  );
  if (left != null && right != null && left !== right) return left > right ? -1 : 1;
  if ((left == null) !== (right == null)) return left == null ? 1 : -1;
  return one.since < other.since ? -1 : 1;
}
