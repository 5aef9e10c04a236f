'use client';
import { Download } from 'lucide-react';
import { saveFile } from '@/components/inventory/list/save-file';
import { Instant } from '@/components/time/instant';
import { Button } from '@/components/ui/button';
import { Missing } from '@/components/ui/missing';
import { Cell, HeaderCell, Table, TableRegion, TableRow } from '@/components/ui/table';
import { TextLink } from '@/components/ui/text-link';
import type { IdleGpus } from '@/lib/api/contracts/gpus';
import { nameMetric } from '@/lib/format/metric-words';
import { toCsv } from '@/lib/format/to-csv';
import { HolderList } from '../holder-link';
import { useDeviceHref } from '../use-device-href';

type IdleGpu = IdleGpus['items'][number];

export interface IdleTableProps {
  idle: IdleGpus;
  siteTitles: Readonly<Record<string, string>>;
}

/** A row an idle device. */
export function IdleTable({ idle, siteTitles }: IdleTableProps) {
  const toHref = useDeviceHref();
  return (
    <>
      <TableRegion label="Idle GPUs" className="max-h-[40rem]">
        <Table>
          <thead>
            <tr>
              <HeaderCell isPinned>GPU</HeaderCell>
              <HeaderCell>Site</HeaderCell>
              <HeaderCell>Model</HeaderCell>
              <HeaderCell>Held by</HeaderCell>
              <HeaderCell>Owner</HeaderCell>
              <HeaderCell>Team</HeaderCell>
              <HeaderCell>Idle since</HeaderCell>
              <HeaderCell>Memory</HeaderCell>
              <HeaderCell>Told by</HeaderCell>
              <HeaderCell isNumeric>Cost an hour</HeaderCell>
            </tr>
          </thead>
          <tbody>
            {idle.items.map((item) => (
              <IdleRow
                key={`${item.nodeId}-${item.slot}`}
                item={item}
                href={toHref(item.nodeId, item.slot)}
                siteTitles={siteTitles}
              />
            ))}
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
  href: string;
}

function IdleRow({ item, href, siteTitles }: IdleRowProps) {
  return (
    <TableRow>
      <Cell isPinned>
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
        <HolderList holders={item.holders} />
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
      <Cell isNumeric className="whitespace-nowrap">
        {item.costPerHour === null ? (
          <Missing reason="Prices are not read yet" />
        ) : (
          `${item.costPerHour.amount} ${item.costPerHour.currency}`
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
      'cost_per_hour',
      'currency',
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
      item.costPerHour?.amount ?? 'Prices are not read yet',
      item.costPerHour?.currency ?? null,
    ]),
  );
}
