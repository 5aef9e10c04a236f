'use client';
import { X } from 'lucide-react';
import { Instant } from '@/components/time/instant';
import { IconButton } from '@/components/ui/icon-button';
import { Missing } from '@/components/ui/missing';
import { Panel } from '@/components/ui/panel';
import { StatusMark } from '@/components/ui/status-mark';
import { Cell, HeaderCell, Table, TableRegion, TableRow } from '@/components/ui/table';
import { TextLink } from '@/components/ui/text-link';
import type { Path, Paths } from '@/lib/api/contracts/paths';
import { formatNumber, formatQuantity } from '@/lib/format/format-number';
import { toPathsQuery } from '@/lib/queries/paths';
import type { PathsUrlState } from '@/lib/queries/paths-url';
import { formatPathValue, readPath } from './path-value';
import { pathKindNames, pathSourceWords, probeFaultWords } from './path-words';
import { WayCharts } from './way-charts';

export interface WayPanelProps {
  paths: Paths;
  way: { from: string; to: string };
  url: PathsUrlState;
  onChange: (part: Partial<Record<keyof PathsUrlState, unknown>>) => void;
  onClose: () => void;
}

/** One cell in full: what each source says of the way and of the way back, and how they were over time. */
export function WayPanel({ paths, way: { from, to }, url, onChange, onClose }: WayPanelProps) {
  // Of a long stretch one kind is asked for.
  const { kind } = toPathsQuery(url);
  const titleOf = (site: string) => paths.sites.find(({ name }) => name === site)?.title ?? site;
  const of = (one: string, other: string) => paths.items.filter((path) => path.from === one && path.to === other);
  return (
    <Panel
      title={`${titleOf(from)} and ${titleOf(to)}`}
      unit="either way, a line for each kind and source"
      menu={
        <>
          <TextLink href={`/links/path?${new URLSearchParams({ from, to })}`}>Links on the way</TextLink>
          <IconButton label="Close the way" onClick={onClose}>
            <X aria-hidden />
          </IconButton>
        </>
      }
    >
      <TableRegion label="What is measured of the way">
        <Table>
          <thead>
            <tr>
              <HeaderCell isPinned className="pl-4">
                Way
              </HeaderCell>
              <HeaderCell>By</HeaderCell>
              <HeaderCell>Basis</HeaderCell>
              <HeaderCell isNumeric>p50</HeaderCell>
              <HeaderCell isNumeric>p95</HeaderCell>
              <HeaderCell isNumeric>Loss</HeaderCell>
              <HeaderCell isNumeric>Jitter</HeaderCell>
              <HeaderCell isNumeric>Attempts</HeaderCell>
              <HeaderCell>Told nothing</HeaderCell>
              <HeaderCell className="pr-4">Last measured</HeaderCell>
            </tr>
          </thead>
          <tbody>
            {[
              { one: from, other: to },
              { one: to, other: from },
            ].map(({ one, other }) => {
              const title = `${titleOf(one)} → ${titleOf(other)}`;
              const ways = of(one, other);
              if (ways.length === 0)
                return (
                  <TableRow key={title}>
                    <Cell isPinned className="pl-4">
                      {title}
                    </Cell>
                    <Cell colSpan={9} className="pr-4">
                      <StatusMark
                        tone="unknown"
                        word={
                          kind === undefined ? 'Nobody measures it' : `Nobody measures it by ${pathKindNames[kind]}`
                        }
                      />
                    </Cell>
                  </TableRow>
                );
              return ways.map((path) => (
                <WayRow key={`${title} ${path.kind} ${path.source}`} title={title} path={path} />
              ));
            })}
          </tbody>
        </Table>
      </TableRegion>
      <WayCharts way={{ from, to }} url={url} titleOf={titleOf} onChange={onChange} />
    </Panel>
  );
}

const basisWords: Record<Path['state'], string> = { measured: 'measured', derived: 'derived', unknown: 'unknown' };

function WayRow({ title, path }: { title: string; path: Path }) {
  const { kind, source, state, unit, sent, lost, failed, fault, targets, agents, lastMeasuredAt } = path;
  const value = (show: 'p50' | 'p95' | 'loss' | 'jitter') => {
    const read = readPath(path, show);
    if (read !== null) return formatPathValue(read, show, unit);
    return <Missing reason={state === 'unknown' ? 'Nothing of this stretch is known' : whyMissing(path, show)} />;
  };
  return (
    <TableRow>
      <Cell isPinned className="whitespace-nowrap pl-4">
        {title}
      </Cell>
      <Cell className="whitespace-nowrap">
        <span title={pathSourceWords[source].says}>
          {pathKindNames[kind]}, {pathSourceWords[source].title.toLowerCase()}
        </span>
        <span className="text-meta text-subtle">
          {source === 'agent' ? ` (${formatQuantity(agents, 'agent')}, ` : ' ('}
          {formatQuantity(targets, 'target')})
        </span>
      </Cell>
      <Cell>{basisWords[state]}</Cell>
      <Cell isNumeric>{value('p50')}</Cell>
      <Cell isNumeric>{value('p95')}</Cell>
      <Cell isNumeric>{value('loss')}</Cell>
      <Cell isNumeric>{value('jitter')}</Cell>
      <Cell isNumeric>
        {source === 'monitor' ? (
          <span title="Minutes it told of; how many checks each had is not told">{formatNumber(sent)} min</span>
        ) : (
          <span title={lost === null ? undefined : `${formatNumber(lost)} of them lost`}>{formatNumber(sent)}</span>
        )}
      </Cell>
      <Cell>
        {failed === 0 ? 'none' : formatNumber(failed)}
        {fault === null ? '' : `: ${probeFaultWords[fault]}`}
      </Cell>
      <Cell className="whitespace-nowrap pr-4">
        {lastMeasuredAt === null ? <Missing reason="Never" /> : <Instant at={lastMeasuredAt} as="both" />}
      </Cell>
    </TableRow>
  );
}

function whyMissing({ source, loss, kind }: Path, show: 'p50' | 'p95' | 'loss' | 'jitter'): string {
  if (show === 'jitter' && source === 'monitor') return 'A monitor tells means of minutes: they say nothing of jitter';
  if (show === 'jitter' && kind === 'throughput') return 'Throughput has no jitter';
  return loss === 1 ? 'None was answered' : 'Its source does not tell';
}
