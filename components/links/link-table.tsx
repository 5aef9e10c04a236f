'use client';
import { Missing } from '@/components/ui/missing';
import { Cell, HeaderCell, Table, TableRegion, TableRow } from '@/components/ui/table';
import { TextLink } from '@/components/ui/text-link';
import type { LinkSortKey } from '@/lib/api/contracts/link-keys';
import type { LinkRowAnswer, ListedLink } from '@/lib/api/contracts/links';
import { formatBitRate } from '@/lib/format/format-bit-rate';
import { formatNumber } from '@/lib/format/format-number';
import { formatPercent } from '@/lib/format/format-percent';
import { linkFormWords, nameTeller } from '@/lib/format/link-words';
import { formatLatency } from './format-latency';
import { LinkPlace, LinkStateMark } from './link-marks';
import { LinkValue } from './link-value';
import { DependentsCount, LastFlap } from './listed-cells';

export interface LinkTableProps {
  label: string;
  links: readonly (LinkRowAnswer | ListedLink)[];
  siteTitles: Readonly<Record<string, string>>;
  /** Absent where the list is short and not sorted by those who look at it. */
  sorting?: { sort: LinkSortKey; order: 'asc' | 'desc'; onSort: (key: LinkSortKey) => void };
}

/** Links, a row each; a row's name leads to its page. */
export function LinkTable({ label, links, siteTitles, sorting }: LinkTableProps) {
  const sorted = (key: LinkSortKey) =>
    sorting === undefined
      ? {}
      : {
          sort:
            sorting.sort !== key
              ? ('none' as const)
              : sorting.order === 'asc'
                ? ('ascending' as const)
                : ('descending' as const),
          onSort: () => sorting.onSort(key),
        };
  const isListed = links.some((link) => 'dependents' in link);
  return (
    <TableRegion label={label}>
      <Table>
        <thead>
          <tr>
            <HeaderCell isPinned className="pl-4" {...sorted('name')}>
              Name
            </HeaderCell>
            <HeaderCell {...sorted('health')}>State</HeaderCell>
            <HeaderCell>From</HeaderCell>
            <HeaderCell>To</HeaderCell>
            {isListed ? (
              <>
                <HeaderCell {...sorted('trouble')}>Last flap</HeaderCell>
                <HeaderCell>Depends on it</HeaderCell>
              </>
            ) : null}
            <HeaderCell isNumeric {...sorted('utilization')}>
              Utilisation
            </HeaderCell>
            <HeaderCell isNumeric>Receives</HeaderCell>
            <HeaderCell isNumeric>Transmits</HeaderCell>
            <HeaderCell isNumeric {...sorted('capacity')}>
              Capacity
            </HeaderCell>
            <HeaderCell isNumeric {...sorted('loss')}>
              Loss
            </HeaderCell>
            <HeaderCell isNumeric {...sorted('latency')}>
              Latency
            </HeaderCell>
            <HeaderCell isNumeric>Spares</HeaderCell>
            <HeaderCell className="pr-4">Told by</HeaderCell>
          </tr>
        </thead>
        <tbody>
          {links.map((link) => (
            <LinkTableRow key={link.id} link={link} siteTitles={siteTitles} />
          ))}
        </tbody>
      </Table>
    </TableRegion>
  );
}

function LinkTableRow({ link, siteTitles }: Pick<LinkTableProps, 'siteTitles'> & { link: LinkRowAnswer | ListedLink }) {
  return (
    <TableRow>
      <Cell isPinned className="max-w-72 pl-4">
        <span className="flex min-w-0 flex-col py-1">
          <TextLink href={`/links/${encodeURIComponent(link.id)}`} title={link.name} className="truncate">
            {link.name}
          </TextLink>
          <span className="truncate text-meta text-muted">{linkFormWords[link.form]}</span>
        </span>
      </Cell>
      <Cell>
        <LinkStateMark link={link} />
      </Cell>
      <Cell className="max-w-40">
        <LinkPlace isCut place={link.near} siteTitles={siteTitles} />
      </Cell>
      <Cell className="max-w-40">
        <LinkPlace isCut place={link.far} siteTitles={siteTitles} />
      </Cell>
      {'dependents' in link ? (
        <>
          <Cell className="max-w-44">
            <LastFlap flap={link.lastFlap} />
          </Cell>
          <Cell className="whitespace-nowrap">
            <DependentsCount dependents={link.dependents} siteTitles={siteTitles} />
          </Cell>
        </>
      ) : null}
      <Cell isNumeric>
        <LinkValue value={link.utilization} format={formatPercent} reason="Not both traffic and capacity are known" />
      </Cell>
      <Cell isNumeric>
        <LinkValue value={link.receive} format={formatBitRate} reason="No source measures it, or not lately" />
      </Cell>
      <Cell isNumeric>
        <LinkValue value={link.transmit} format={formatBitRate} reason="No source measures it, or not lately" />
      </Cell>
      <Cell isNumeric>
        <LinkValue value={link.capacity} format={formatBitRate} reason="No limit is told" />
      </Cell>
      <Cell isNumeric>
        <LinkValue value={link.loss} format={formatPercent} reason="No source measures loss on it" />
      </Cell>
      <Cell isNumeric>
        <LinkValue
          value={link.latency}
          format={formatLatency}
          reason="Its provider does not measure latency; a probe between its sites would"
        />
      </Cell>
      <Cell isNumeric>
        {link.spares === 0 ? (
          <Missing reason="No source names a link that stands in for it" />
        ) : (
          formatNumber(link.spares)
        )}
      </Cell>
      <Cell className="whitespace-nowrap pr-4">
        {[...new Set(link.tellers.map(({ provider }) => nameTeller(provider)))].join(' and ')}
      </Cell>
    </TableRow>
  );
}
