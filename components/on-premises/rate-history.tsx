'use client';
import { Instant } from '@/components/time/instant';
import { Cell, HeaderCell, Table, TableRegion, TableRow } from '@/components/ui/table';
import type { RateCards, RateCardVersion } from '@/lib/api/contracts/rate-cards';
import { formatDay } from '@/lib/format/format-day';
import { formatMoney } from '@/lib/format/format-money';

/** Every version of a card, the newest first. */
export function RateHistory({ card, title }: { card: RateCards['cards'][number]; title: string }) {
  return (
    <details className="border-t">
      <summary className="min-h-8 cursor-pointer px-4 py-1.5 text-table text-muted hover:text-text">
        Versions: {card.versions.length}
      </summary>
      <TableRegion label={`Versions of ${title}`}>
        <Table>
          <thead>
            <tr>
              <HeaderCell className="pl-4">Version</HeaderCell>
              <HeaderCell>Holds from</HeaderCell>
              <HeaderCell>Says</HeaderCell>
              <HeaderCell className="pr-4">Written</HeaderCell>
            </tr>
          </thead>
          <tbody>
            {card.versions.map((version) => (
              <TableRow key={version.version}>
                <Cell className="whitespace-nowrap pl-4">
                  {version.version}
                  {version.version === card.inForce ? ', in force' : ''}
                </Cell>
                <Cell className="whitespace-nowrap">{formatDay(version.validFrom)}</Cell>
                <Cell className="min-w-56 py-1">
                  {sayVersion(version)}
                  {version.note === '' ? null : <p className="text-muted">{version.note}</p>}
                </Cell>
                <Cell className="min-w-32 py-1 pr-4">
                  <Instant at={version.createdAt} as="both" /> by {version.createdBy}
                </Cell>
              </TableRow>
            ))}
          </tbody>
        </Table>
      </TableRegion>
    </details>
  );
}

function sayVersion(version: RateCardVersion): string {
  if (version.withdrawn) return 'Withdrawn: it prices nothing from then on.';
  const { currency, purchase, powerPrice, pue, rackPrice, nodesPerRack, staffPrice, overheadPrice } = version;
  const money = (amount: string) => formatMoney(amount, currency);
  const parts = [
    purchase === null
      ? null
      : `${money(purchase.price)} a node on ${formatDay(purchase.on)} over ${purchase.months} months to ${money(purchase.residual)}${
          purchase.retiredOn === null ? '' : `, given up on ${formatDay(purchase.retiredOn)}`
        }`,
    powerPrice === null ? null : `${powerPrice} ${currency} a kWh at PUE ${pue}`,
    rackPrice === null ? null : `${money(rackPrice)} a rack of ${nodesPerRack} a month`,
    staffPrice === null ? null : `${money(staffPrice)} of staff a month`,
    overheadPrice === null ? null : `${money(overheadPrice)} of network and storage a node and month`,
  ].filter((part) => part !== null);
  return parts.length === 0 ? 'No part is told.' : `${parts.join('; ')}.`;
}
