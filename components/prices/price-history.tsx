'use client';
import { useQuery } from '@tanstack/react-query';
import { X } from 'lucide-react';
import { QueryView } from '@/components/query-view/query-view';
import { Instant } from '@/components/time/instant';
import { IconButton } from '@/components/ui/icon-button';
import { Missing } from '@/components/ui/missing';
import { Panel } from '@/components/ui/panel';
import { EmptyState } from '@/components/ui/panel-states';
import { Cell, HeaderCell, Table, TableRegion, TableRow } from '@/components/ui/table';
import type { ProviderId } from '@/lib/domain/provider';
import { formatPrice } from '@/lib/format/format-price';
import { nameProvider } from '@/lib/format/provider-words';
import { priceHistoryQuery } from '@/lib/queries/prices';

export interface PriceHistoryProps {
  gpu: string;
  provider: ProviderId;
  region: string;
  onClose: () => void;
}

/** What a GPU cost in a region, change by change, the newest first. */
export function PriceHistory({ gpu, provider, region, onClose }: PriceHistoryProps) {
  const query = useQuery(priceHistoryQuery({ gpu, provider, region }));
  return (
    <Panel
      title={`${gpu}, ${nameProvider(provider)} ${region}`}
      unit="an hour of one GPU, change by change"
      isRefreshing={query.isFetching && !query.isPending}
      menu={
        <IconButton label="Close the history" size="compact" onClick={onClose}>
          <X aria-hidden />
        </IconButton>
      }
    >
      <QueryView query={query} subject="Price history" needs="cost:read">
        {({ items, since }) =>
          items.length === 0 ? (
            <EmptyState title="No price list tells it" />
          ) : (
            <TableRegion label="Price history">
              <Table>
                <thead>
                  <tr>
                    <HeaderCell className="pl-4">From</HeaderCell>
                    <HeaderCell>GPU</HeaderCell>
                    <HeaderCell>Of</HeaderCell>
                    <HeaderCell isNumeric>On demand</HeaderCell>
                    <HeaderCell isNumeric>Spot</HeaderCell>
                    <HeaderCell isNumeric>Committed</HeaderCell>
                    <HeaderCell className="pr-4 pl-6">Source</HeaderCell>
                  </tr>
                </thead>
                <tbody>
                  {items.map((item) => (
                    <TableRow key={JSON.stringify([item.validFrom, item.variant, item.includesMachine, item.currency])}>
                      <Cell className="whitespace-nowrap pl-4">
                        {item.validFrom === since ? 'Before ' : null}
                        <Instant at={item.validFrom} as={item.validFrom === since ? 'clock' : 'both'} />
                      </Cell>
                      <Cell>{item.variant}</Cell>
                      <Cell className="whitespace-nowrap">{item.includesMachine ? 'Machine' : 'GPU alone'}</Cell>
                      {[item.onDemand, item.spot, item.committed].map((amount, index) => (
                        // biome-ignore lint/suspicious/noArrayIndexKey: each stands for its column
                        <Cell key={index} isNumeric className="whitespace-nowrap">
                          {amount === null ? (
                            <Missing reason="Not known" />
                          ) : (
                            formatPrice(amount, item.currency, 'aligned')
                          )}
                        </Cell>
                      ))}
                      <Cell className="whitespace-nowrap pr-4 pl-6">
                        {item.sources.length === 0 ? <Missing reason="No list tells it" /> : item.sources.join('; ')}
                      </Cell>
                    </TableRow>
                  ))}
                </tbody>
              </Table>
            </TableRegion>
          )
        }
      </QueryView>
    </Panel>
  );
}
