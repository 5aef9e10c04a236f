'use client';
import { Download } from 'lucide-react';
import { useRef } from 'react';
import { saveFile } from '@/components/inventory/list/save-file';
import { useRowWindow } from '@/components/inventory/list/use-row-window';
import { Instant } from '@/components/time/instant';
import { Button } from '@/components/ui/button';
import { Missing } from '@/components/ui/missing';
import { Cell, HeaderCell, Table, TableRegion, TableRow } from '@/components/ui/table';
import { TextLink } from '@/components/ui/text-link';
import type { IdleGpus } from '@/lib/api/contracts/gpus';
import { formatPrice } from '@/lib/format/format-price';
import { nameMetric } from '@/lib/format/metric-words';
import { toCsv } from '@/lib/format/to-csv';
import { HolderLine } from '../holder-link';
import { RowSpacer } from '../row-spacer';
import { useDeviceHref } from '../use-device-href';

type IdleGpu = IdleGpus['items'][number];

export interface IdleTableProps {
  idle: IdleGpus;
  siteTitles: Readonly<Record<string, string>>;
}

const rows = { rowHeight: 32, headerHeight: 32, overscan: 8 };

const unpriced = 'The price book has no one price on demand of its machine in its region';

/** A row an idle device; only the rows in view are drawn. */
export function IdleTable({ idle, siteTitles }: IdleTableProps) {
  const toHref = useDeviceHref();
  const frame = useRef<HTMLElement>(null);
  const view = useRowWindow(frame, idle.items.length, rows);
  return (
    <>
      <TableRegion ref={frame} label="Idle GPUs" className="max-h-[40rem]">
        <Table aria-rowcount={idle.items.length + 1}>
          <thead>
            <tr>
              <HeaderCell isPinned className="pl-4">
                GPU
              </HeaderCell>
              <HeaderCell>Site</HeaderCell>
              <HeaderCell>Model</HeaderCell>
              <HeaderCell>Held by</HeaderCell>
              <HeaderCell>Owner</HeaderCell>
              <HeaderCell>Team</HeaderCell>
              <HeaderCell>Idle since</HeaderCell>
              <HeaderCell>Memory</HeaderCell>
              <HeaderCell>Told by</HeaderCell>
              <HeaderCell isNumeric className="pr-4">
                On demand, list, per hour
              </HeaderCell>
            </tr>
          </thead>
          <tbody>
            <RowSpacer height={view.before} />
            {idle.items.slice(view.first, view.end).map((item, index) => (
              <IdleRow
                key={`${item.nodeId}-${item.slot}`}
                rowIndex={view.first + index + 2}
                item={item}
                href={toHref(item.nodeId, item.slot)}
                siteTitles={siteTitles}
              />
            ))}
            <RowSpacer height={view.after} />
          </tbody>
        </Table>
      </TableRegion>
      <div className="border-t px-2 py-1">
        <Button variant="quiet" onClick={() => saveFile('millwright-idle-gpus.csv', 'text/csv', idleToCsv(idle.items))}>
          <Download aria-hidden /> Export CSV
        </Button>
      </div>
    </>
  );
}

interface IdleRowProps extends Pick<IdleTableProps, 'siteTitles'> {
  item: IdleGpu;
  /** Its place in the table, the header being 1. */
  rowIndex: number;
  href: string;
}

function IdleRow({ item, rowIndex, href, siteTitles }: IdleRowProps) {
  return (
    <TableRow aria-rowindex={rowIndex}>
      <Cell isPinned className="pl-4">
        <TextLink href={href} className="whitespace-nowrap">
          {item.node}, GPU {item.slot}
        </TextLink>
      </Cell>
      <Cell className="whitespace-nowrap">
        {siteTitles[item.site] ?? item.site}
        {item.cluster === null ? null : <span className="text-muted">, {item.cluster}</span>}
      </Cell>
      <Cell className="whitespace-nowrap">{item.model}</Cell>
      <Cell>
        <HolderLine holders={item.holders} />
      </Cell>
      <Cell className="whitespace-nowrap">{item.owner ?? <Missing reason="No source names an owner" />}</Cell>
      <Cell className="whitespace-nowrap">{item.team ?? <Missing reason="No source names a team" />}</Cell>
      <Cell className="whitespace-nowrap">
        {item.sinceAtLeast ? <span className="text-muted">at least since </span> : null}
        <Instant at={item.since} as="both" />
      </Cell>
      <Cell className="whitespace-nowrap">
        {item.kind === null ? (
          <Missing reason="Nobody measures its memory" />
        ) : item.kind === 'memory-held' ? (
          'Held'
        ) : (
          'Empty'
        )}
      </Cell>
      <Cell className="whitespace-nowrap">{nameMetric(item.metric)}</Cell>
      <Cell isNumeric className="whitespace-nowrap pr-4">
        {item.costPerHour === null ? (
          <Missing reason={unpriced} />
        ) : (
          <>
            {formatPrice(item.costPerHour.amount, item.costPerHour.currency)}
            <span className="text-muted">
              , {item.costPerHour.source}, <Instant at={item.costPerHour.validFrom} as="age" />
            </span>
          </>
        )}
      </Cell>
    </TableRow>
  );
}

function idleToCsv(items: readonly IdleGpu[]): string {
  return toCsv(
    [
      'node',
      'node_id',
      'gpu',
      'site',
      'cluster',
      'model',
      'holders',
      'owner',
      'team',
      'since',
      'since_at_least',
      'memory',
      'metric',
      'on_demand_list_per_hour',
      'currency',
      'price_source',
      'price_valid_from',
    ],
    items.map((item) => [
      item.node,
      item.nodeId,
      item.slot,
      item.site,
      item.cluster,
      item.model,
      item.holders
        .map(({ kind, namespace, name }) => `${kind} ${namespace === null ? '' : `${namespace}/`}${name}`)
        .join('; '),
      item.owner,
      item.team,
      item.since,
      item.sinceAtLeast ? 'at least' : 'exact',
      item.kind,
      item.metric,
      item.costPerHour?.amount ?? unpriced,
      item.costPerHour?.currency ?? null,
      item.costPerHour?.source ?? null,
      item.costPerHour?.validFrom ?? null,
    ]),
  );
}
