'use client';
import { Money } from '@/components/cost/money';
import { listTitles } from '@/components/cost/say-gaps';
import { Badge } from '@/components/ui/badge';
import { Missing } from '@/components/ui/missing';
import { StatusMark } from '@/components/ui/status-mark';
import { Cell, HeaderCell, Table, TableRegion, TableRow } from '@/components/ui/table';
import { TextLink } from '@/components/ui/text-link';
import type { Budgets } from '@/lib/api/contracts/cost-budgets';
import { namePeriod } from '@/lib/domain/cost/budget-period';
import { costBasisWords } from '@/lib/format/cost-words';
import { formatQuantity } from '@/lib/format/format-number';
import { NothingSpent } from './nothing-spent';
import { budgetStateWords, sayBand, sayProbability } from './say-forecast';
import { sayMissing, sayMissingMeans } from './say-missing';
import { saySlice } from './slice-words';

/** A row for each budget, as it stands in the period of now. */
export function BudgetTable({ items }: { items: Budgets['items'] }) {
  return (
    <TableRegion label="Budgets">
      <Table>
        <thead>
          <tr>
            <HeaderCell isPinned className="pl-4">
              Budget
            </HeaderCell>
            <HeaderCell>State</HeaderCell>
            <HeaderCell>Period</HeaderCell>
            <HeaderCell isNumeric>Spent</HeaderCell>
            <HeaderCell isNumeric>Budget</HeaderCell>
            <HeaderCell isNumeric>Expected at its end</HeaderCell>
            <HeaderCell isNumeric>80 % band</HeaderCell>
            <HeaderCell isNumeric className="pr-4">
              Probability to pass
            </HeaderCell>
          </tr>
        </thead>
        <tbody>
          {items.map((item) => (
            <BudgetRow key={item.budget.id} item={item} />
          ))}
        </tbody>
      </Table>
    </TableRegion>
  );
}

function BudgetRow({ item }: { item: Budgets['items'][number] }) {
  const { budget, amount, state, probability, forecast, openAlerts } = item;
  const { name, filters, currency, period, basis } = budget.terms;
  const { tone, word, says } = budgetStateWords[state];
  const { end, spent, why } = forecast;
  const missing = sayMissing(forecast.sources);
  return (
    <TableRow>
      <Cell isPinned className="py-1! pl-4! align-top">
        <span className="flex flex-wrap items-center gap-x-2">
          <TextLink href={`/cost/budgets/${budget.id}`} className="font-medium">
            {name}
          </TextLink>
          {openAlerts === 0 ? null : <Badge tone="warning">{formatQuantity(openAlerts, 'open alert')}</Badge>}
          {basis === 'billed' ? null : <Badge>{costBasisWords[basis].title}</Badge>}
        </span>
        <span className="block max-w-80 truncate text-meta text-muted" title={saySlice(filters)}>
          {saySlice(filters)}
        </span>
      </Cell>
      <Cell className="whitespace-nowrap">
        <span title={state === 'unknown' ? (why ?? forecast.notes[0] ?? says) : says}>
          <StatusMark tone={tone} word={word} />
        </span>
      </Cell>
      <Cell className="whitespace-nowrap">{namePeriod(period, forecast.from)}</Cell>
      <Cell isNumeric className="whitespace-nowrap">
        {spent.amount === null ? (
          <NothingSpent nothing={spent.nothing} />
        ) : (
          <>
            {spent.atLeast ? <span className="text-muted">at least </span> : null}
            <Money amount={spent.amount} currency={currency} />
          </>
        )}
        {missing === null ? null : (
          <span className="block max-w-64 truncate text-meta text-warning" title={missing}>
            {new Intl.ListFormat('en-GB').format(listTitles(forecast.sources.missing))} missing
          </span>
        )}
      </Cell>
      <Cell isNumeric>
        <Money amount={amount} currency={currency} />
      </Cell>
      <Cell isNumeric>
        {end === null ? (
          <Missing reason={why ?? 'Nothing is forecast'} />
        ) : (
          <>
            <span className="text-muted">{end.atLeast ? 'at least about ' : 'about '}</span>
            <Money amount={end.amount} currency={currency} />
          </>
        )}
      </Cell>
      <Cell isNumeric className="whitespace-nowrap">
        {end?.band80 ? sayBand(end.band80, currency) : <Missing reason={why ?? 'No band'} />}
      </Cell>
      <Cell isNumeric className="pr-4">
        {probability === null ? (
          <Missing reason={why ?? 'Cannot be said'} />
        ) : (
          <span title={missing === null ? undefined : sayMissingMeans(forecast, probability)}>
            {sayProbability(probability, end?.atLeast === true)}
          </span>
        )}
      </Cell>
    </TableRow>
  );
}
