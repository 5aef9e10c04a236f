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
import { TwoLines } from '@/components/ui/two-lines';
import type { IdleGpus } from '@/lib/api/contracts/gpu-capacity';
import { formatPrice } from '@/lib/format/format-price';
import { nameMetric } from '@/lib/format/metric-words';
import { toCsv } from '@/lib/format/to-csv';
import { HolderLine, nameHolder } from '../holder-link';
import { RowSpacer } from '../row-spacer';
import { useDeviceHref } from '../use-device-href';

type IdleGpu = IdleGpus['items'][number];

export interface IdleTableProps {
  idle: IdleGpus;
  siteTitles: Readonly<Record<string, string>>;
}

/** Two lines a row, so that all columns fit a screen. */
const rows = { rowHeight: 44, headerHeight: 32, overscan: 8 };

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
                GPU, model
              </HeaderCell>
              <HeaderCell>Site, cluster</HeaderCell>
              <HeaderCell>Held by</HeaderCell>
              <HeaderCell>Owner, team</HeaderCell>
              <HeaderCell>Idle since</HeaderCell>
              <HeaderCell>Memory, told by</HeaderCell>
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
  const site = siteTitles[item.site] ?? item.site;
  return (
    <TableRow aria-rowindex={rowIndex}>
      <Cell isPinned className="h-11 max-w-56 pl-4" title={`${item.node}, GPU ${item.slot}`}>
        <TwoLines isCut second={`GPU ${item.slot}, ${item.model}`}>
          <TextLink href={href}>
            {item.node}
            <span className="sr-only">, GPU {item.slot}</span>
          </TextLink>
        </TwoLines>
      </Cell>
      <Cell className="h-11 max-w-40" title={[site, item.cluster].filter((one) => one !== null).join(', ')}>
        <TwoLines isCut second={item.cluster}>
          {site}
        </TwoLines>
      </Cell>
      <Cell className="h-11 max-w-48">
        <span className="block truncate" title={item.holders.map(nameHolder).join(', ')}>
          <HolderLine holders={item.holders} />
        </span>
      </Cell>
      <Cell className="h-11 max-w-40" title={[item.owner, item.team].filter((one) => one !== null).join(', ')}>
        <TwoLines isCut second={item.team ?? <Missing reason="No source names a team" />}>
          {item.owner ?? <Missing reason="No source names an owner" />}
        </TwoLines>
      </Cell>
      <Cell className="h-11 whitespace-nowrap">
        <TwoLines isCut second={<Instant at={item.since} as="age" />}>
          {item.sinceAtLeast ? <span className="text-muted">at least since </span> : null}
          <Instant at={item.since} />
        </TwoLines>
      </Cell>
      <Cell className="h-11 whitespace-nowrap">
        <TwoLines isCut second={nameMetric(item.metric)}>
          {item.kind === null ? (
            <Missing reason="Nobody measures its memory" />
          ) : item.kind === 'memory-held' ? (
            'Held'
          ) : (
            'Empty'
          )}
        </TwoLines>
      </Cell>
      <Cell isNumeric className="h-11 max-w-44 pr-4" title={item.costPerHour?.source}>
        {item.costPerHour === null ? (
          <Missing reason={unpriced} />
        ) : (
          <TwoLines
            isCut
            second={
              <>
                {item.costPerHour.source}, <Instant at={item.costPerHour.knownAt} as="age" />
              </>
            }
          >
            {formatPrice(item.costPerHour.amount, item.costPerHour.currency)}
          </TwoLines>
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
      'price_known_at',
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
      item.costPerHour?.knownAt ?? null,
    ]),
  );
}
