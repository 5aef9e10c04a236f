'use client';
import { Instant } from '@/components/time/instant';
import { Panel } from '@/components/ui/panel';
import { PartialNotice } from '@/components/ui/panel-states';
import { Cell, HeaderCell, Table, TableRegion, TableRow } from '@/components/ui/table';
import { TextLink } from '@/components/ui/text-link';
import type { CostConversion } from '@/lib/api/contracts/cost';
import { costBasisWords } from '@/lib/format/cost-words';
import { formatDay, formatDays } from '@/lib/format/format-day';
import { formatQuantity } from '@/lib/format/format-number';
import { Money } from './money';
import { conversionRule, sayUnconverted } from './say-conversion';

/** How everything came to be in one currency: what was billed, what it became, and every rate that was used. */
export function ConversionPanel({ conversion }: { conversion: CostConversion }) {
  const { to, rates, books } = conversion;
  const unconverted = sayUnconverted(conversion);
  const origins = books.flatMap(({ basis, from }) => from.map((origin) => ({ ...origin, basis })));
  return (
    <Panel title={`Converted to ${to}`} unit={formatQuantity(rates.length, 'rate')}>
      {unconverted.length === 0 ? null : (
        <PartialNotice action={<TextLink href="/cost/bills#exchange-rates">Exchange rates</TextLink>}>
          {unconverted.join(' ')} These costs stand in the currency they were billed in, and the total in {to} is at
          least what it says.
        </PartialNotice>
      )}
      <p className="px-4 py-2 text-muted text-table">{conversionRule}</p>
      {origins.length === 0 ? null : (
        <ul className="flex flex-col gap-1 px-4 pb-2 text-table">
          {origins.map(({ currency, basis, amount, converted }) => (
            <li key={`${basis} ${currency}`}>
              <Money amount={amount} currency={currency} /> billed in {currency}
              {basis === 'billed' ? '' : ` (${costBasisWords[basis].title.toLowerCase()})`}
              {currency === to ? (
                ', as it stands'
              ) : (
                <>
                  {' '}
                  became <Money amount={converted} currency={to} />
                </>
              )}
            </li>
          ))}
        </ul>
      )}
      {rates.length === 0 ? null : (
        <TableRegion label="Exchange rates used" className="max-h-80 border-t">
          <Table>
            <thead>
              <tr>
                <HeaderCell isPinned className="pl-4">
                  Rate of
                </HeaderCell>
                <HeaderCell>One</HeaderCell>
                <HeaderCell isNumeric>is</HeaderCell>
                <HeaderCell>Used for charges of</HeaderCell>
                <HeaderCell>Source</HeaderCell>
                <HeaderCell className="pr-4">Imported</HeaderCell>
              </tr>
            </thead>
            <tbody>
              {rates.map((rate) => (
                <TableRow key={`${rate.from} ${rate.to} ${rate.day}`}>
                  <Cell isPinned className="whitespace-nowrap pl-4">
                    {formatDay(rate.day)}
                  </Cell>
                  <Cell>{rate.from}</Cell>
                  <Cell isNumeric className="whitespace-nowrap">
                    {rate.rate} {rate.to}
                  </Cell>
                  <Cell className="whitespace-nowrap">{formatDays(rate.usedFrom, rate.usedTo)}</Cell>
                  <Cell>{rate.source}</Cell>
                  <Cell className="whitespace-nowrap pr-4">
                    <Instant at={rate.importedAt} as="both" />
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
