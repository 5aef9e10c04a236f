'use client';
import { useQuery } from '@tanstack/react-query';
import { formatLatency } from '@/components/links/format-latency';
import { LinkPlace, LinkStateMark } from '@/components/links/link-marks';
import { LinkValue } from '@/components/links/link-value';
import { QueryView } from '@/components/query-view/query-view';
import { AsOf } from '@/components/time/as-of';
import { Missing } from '@/components/ui/missing';
import { Panel } from '@/components/ui/panel';
import { EmptyState } from '@/components/ui/panel-states';
import { Cell, HeaderCell, Table, TableRegion, TableRow } from '@/components/ui/table';
import type { Between } from '@/lib/api/contracts/topology';
import { formatBitRate } from '@/lib/format/format-bit-rate';
import { formatQuantity } from '@/lib/format/format-number';
import { formatPercent } from '@/lib/format/format-percent';
import { linkFormWords } from '@/lib/format/link-words';
import { betweenQuery } from '@/lib/queries/topology';

const columns = 9;

export interface LinePanelProps {
  from: string;
  /** Null: links of `from` that end where no source says. */
  to: string | null;
  /** What the line is between, in words. */
  title: string;
  chosen: string | null;
  onLink: (id: string) => void;
}

/** The links of one line in their layers: what carries lies under what rides on it. */
export function LinePanel({ from, to, title, chosen, onLink }: LinePanelProps) {
  const query = useQuery(betweenQuery(from, to));
  return (
    <Panel
      title={title}
      unit="every link, whatever the filters"
      sources={query.data && <AsOf at={query.data.at} />}
      isRefreshing={query.isFetching && !query.isPending}
    >
      <QueryView query={query} subject="Links" needs="inventory:read">
        {(between) =>
          between.links.length === 0 ? (
            <EmptyState title="There are no links here">None within what you may see is told of any more.</EmptyState>
          ) : (
            <LayerTable between={between} chosen={chosen} onLink={onLink} title={title} />
          )
        }
      </QueryView>
    </Panel>
  );
}

function LayerTable({
  between: { links, leftOut, siteTitles },
  chosen,
  onLink,
  title,
}: { between: Between } & Pick<LinePanelProps, 'chosen' | 'onLink' | 'title'>) {
  const layers = [...Map.groupBy(links, ({ layer }) => layer)].sort(([one], [other]) => other - one);
  return (
    <>
      <TableRegion label={`Links: ${title}`}>
        <Table>
          <thead>
            <tr>
              <HeaderCell isPinned className="pl-4">
                Name
              </HeaderCell>
              <HeaderCell>State</HeaderCell>
              <HeaderCell>Form</HeaderCell>
              <HeaderCell>To</HeaderCell>
              <HeaderCell>Rides on</HeaderCell>
              <HeaderCell isNumeric>Utilisation</HeaderCell>
              <HeaderCell isNumeric>Capacity</HeaderCell>
              <HeaderCell isNumeric>Loss</HeaderCell>
              <HeaderCell isNumeric className="pr-4">
                Latency
              </HeaderCell>
            </tr>
          </thead>
          {layers.map(([layer, members]) => (
            <tbody key={layer}>
              <tr>
                <th
                  scope="rowgroup"
                  colSpan={columns}
                  className="border-b bg-sunken px-4 py-1 text-left font-medium text-meta"
                >
                  {nameLayer(layer, layers.length)}
                </th>
              </tr>
              {members.map(({ link, carriers }) => (
                <TableRow key={link.id} isSelected={link.id === chosen}>
                  <Cell isPinned className="max-w-72 pl-4">
                    <button
                      type="button"
                      aria-pressed={link.id === chosen}
                      onClick={() => onLink(link.id)}
                      className="min-h-6 rounded-control text-left text-accent hover:underline"
                    >
                      {link.name}
                    </button>
                  </Cell>
                  <Cell>
                    <LinkStateMark link={link} />
                  </Cell>
                  <Cell className="whitespace-nowrap">{linkFormWords[link.form]}</Cell>
                  <Cell>
                    <LinkPlace place={link.far} siteTitles={siteTitles} />
                  </Cell>
                  <Cell>
                    {carriers === null ? (
                      <Missing reason="Its source does not say what it rides on" />
                    ) : (
                      carriers.map(({ name }) => name).join(', ') || 'Nothing that is read'
                    )}
                  </Cell>
                  <Cell isNumeric>
                    <LinkValue
                      value={link.utilization}
                      format={formatPercent}
                      reason="Not both traffic and capacity are known"
                    />
                  </Cell>
                  <Cell isNumeric>
                    <LinkValue value={link.capacity} format={formatBitRate} reason="No limit is told" />
                  </Cell>
                  <Cell isNumeric>
                    <LinkValue value={link.loss} format={formatPercent} reason="No source measures loss on it" />
                  </Cell>
                  <Cell isNumeric className="pr-4">
                    <LinkValue value={link.latency} format={formatLatency} reason="No source measures latency on it" />
                  </Cell>
                </TableRow>
              ))}
            </tbody>
          ))}
        </Table>
      </TableRegion>
      {leftOut > 0 ? (
        <p className="px-4 py-2 text-meta text-muted">
          {formatQuantity(leftOut, 'more link')} are not shown; the list of links has them all.
        </p>
      ) : null}
    </>
  );
}

function nameLayer(layer: number, layers: number): string {
  if (layers === 1) return 'None of these rides on another';
  return layer === 0 ? 'Underneath: carry the others, or stand alone' : `Layer ${layer}: rides on what is below`;
}
