'use client';
import { useQuery } from '@tanstack/react-query';
import { Coins } from 'lucide-react';
import { sayBook, toBookName } from '@/components/cost/book-name';
import { FloorSign } from '@/components/cost/floor-sign';
import { Money } from '@/components/cost/money';
import { listIncomplete } from '@/components/cost/say-complete';
import { QueryView } from '@/components/query-view/query-view';
import { useMay } from '@/components/shell/use-me';
import { AsOf } from '@/components/time/as-of';
import { Missing } from '@/components/ui/missing';
import { Panel } from '@/components/ui/panel';
import { EmptyState, PartialNotice } from '@/components/ui/panel-states';
import { Cell, HeaderCell, Table, TableRegion, TableRow } from '@/components/ui/table';
import { TextLink } from '@/components/ui/text-link';
import type { SitePageCosts } from '@/lib/api/contracts/site-pages';
import { nameCostValue } from '@/lib/format/cost-words';
import { formatDays } from '@/lib/format/format-day';
import { formatQuantity } from '@/lib/format/format-number';
import { nameEach } from '@/lib/format/name-each';
import { serialiseCost } from '@/lib/queries/cost-url';
import { sitePageCostsQuery } from '@/lib/queries/site-pages';

/** What a site cost in this month so far, by service, beside as many days before. */
export function CostPanel({ site }: { site: string }) {
  // Asking in vain would put a denied attempt on record for opening a page.
  const query = useQuery({ ...sitePageCostsQuery(site), enabled: useMay('cost:read') });
  const { data } = query;
  return (
    <Panel
      title="Cost"
      unit={data === undefined ? 'month to date' : `${formatDays(data.from, data.to)}, effective`}
      sources={data && <AsOf at={data.at} />}
      isRefreshing={query.isFetching && !query.isPending}
      menu={
        <TextLink
          href={`/cost${serialiseCost({ site: [site], from: 'month', by: 'service' })}`}
          className="whitespace-nowrap"
        >
          Explore
        </TextLink>
      }
    >
      <QueryView query={query} subject="Costs of the site" needs="cost:read">
        {(costs) => <Books costs={costs} site={site} />}
      </QueryView>
    </Panel>
  );
}

function Books({ costs, site }: { costs: SitePageCosts; site: string }) {
  const incomplete = listIncomplete(costs.sources);
  return (
    <>
      {incomplete.length === 0 ? null : (
        <PartialNotice>
          {incomplete.length} of {formatQuantity(costs.sources.length, 'billing source')} incomplete:{' '}
          {nameEach(incomplete.map(({ title }) => title))}. Sums are at least what they say.
        </PartialNotice>
      )}
      {costs.books.length === 0 ? (
        <EmptyState title="No row of a bill names this site" icon={Coins}>
          That is not to say that it costs nothing: costs reach a site by tags, accounts and rules.
        </EmptyState>
      ) : (
        costs.books.map((book) => <Book key={toBookName(book)} book={book} costs={costs} site={site} />)
      )}
    </>
  );
}

type BookAnswer = SitePageCosts['books'][number];

function Book({ book, costs, site }: { book: BookAnswer; costs: SitePageCosts; site: string }) {
  const { currency, services, otherServices } = book;
  const before = formatDays(costs.previousFrom, costs.previousTo);
  const toHref = (service: string) =>
    `/cost${serialiseCost({ site: [site], service: [service], from: 'month', by: 'account', book: toBookName(book) })}`;
  return (
    <div className="border-b last:border-b-0">
      <p className="flex flex-wrap items-baseline gap-x-2 px-4 py-3">
        <span className="font-semibold text-figure tabular-nums">
          <Sum amount={book.amount} atLeast={book.atLeast} currency={currency} />
        </span>
        <span className="text-meta text-muted">
          {sayBook(book)}; <Sum amount={book.previous} atLeast={book.previousAtLeast} currency={currency} /> in {before}
        </span>
      </p>
      <TableRegion label={`Costs by service, ${sayBook(book)}`}>
        <Table>
          <thead>
            <tr>
              <HeaderCell isPinned className="pl-4">
                Service
              </HeaderCell>
              <HeaderCell isNumeric>This month</HeaderCell>
              <HeaderCell isNumeric className="pr-4">
                {before}
              </HeaderCell>
            </tr>
          </thead>
          <tbody>
            {services.map((line) => (
              <TableRow key={line.value}>
                <Cell isPinned className="max-w-72 truncate pl-4">
                  <TextLink href={toHref(line.value)} className="block truncate">
                    {nameCostValue('service', line.value)}
                  </TextLink>
                </Cell>
                <LineCells line={line} currency={currency} />
              </TableRow>
            ))}
            {otherServices === null ? null : (
              <TableRow>
                <Cell isPinned className="pl-4 text-muted">
                  {formatQuantity(otherServices.services, 'other service')}
                </Cell>
                <LineCells line={otherServices} currency={currency} />
              </TableRow>
            )}
          </tbody>
        </Table>
      </TableRegion>
    </div>
  );
}

type Line = Omit<BookAnswer['services'][number], 'value'>;

function LineCells({ line, currency }: { line: Line; currency: string | null }) {
  return (
    <>
      <Cell isNumeric>
        <Sum amount={line.amount} atLeast={line.atLeast} currency={currency} />
      </Cell>
      <Cell isNumeric className="pr-4">
        <Sum amount={line.previous} atLeast={line.previousAtLeast} currency={currency} />
      </Cell>
    </>
  );
}

function Sum({ amount, atLeast, currency }: { amount: string | null; atLeast: boolean; currency: string | null }) {
  if (amount === null) return <Missing reason="No row of a bill tells this cost" />;
  return (
    <>
      {atLeast ? <FloorSign why="A bill is missing, or does not tell this cost" /> : null}
      <Money amount={amount} currency={currency} />
    </>
  );
}
