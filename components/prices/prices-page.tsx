'use client';
import { useQuery } from '@tanstack/react-query';
import { Tags } from 'lucide-react';
import { useQueryStates } from 'nuqs';
import { AsOfChoice } from '@/components/cost/as-of-choice';
import { QueryView } from '@/components/query-view/query-view';
import { Page, PageHeader } from '@/components/shell/page-header';
import { useMay } from '@/components/shell/use-me';
import { useClock } from '@/components/time/clock-provider';
import { Panel } from '@/components/ui/panel';
import { EmptyState, NoMatchState, PartialNotice } from '@/components/ui/panel-states';
import { Select } from '@/components/ui/select';
import type { Prices } from '@/lib/api/contracts/prices';
import { formatDay } from '@/lib/format/format-day';
import { formatQuantity } from '@/lib/format/format-number';
import { nameProvider } from '@/lib/format/provider-words';
import { pricesParsers, pricesQuery } from '@/lib/queries/prices';
import { PriceHistory } from './price-history';
import { PricesNote } from './prices-note';
import { PricesTable } from './prices-table';

/** What an hour of a GPU costs at list: on demand, in the spot market and for a year’s promise. */
export function PricesPage() {
  const [url, setUrl] = useQueryStates(pricesParsers, { shallow: true, scroll: false });
  const mayRead = useMay('cost:read');
  const query = useQuery(pricesQuery(url));
  const clear = () => void setUrl({ gpu: null, provider: null, history: null, at: null }, { history: 'push' });
  const isShown = query.data !== undefined && mayRead;
  return (
    <Page>
      <PageHeader title="Prices" description="What an hour of one GPU costs at list, by provider and region." />
      {isShown ? (
        <PriceChoices prices={query.data} url={url} change={(part) => void setUrl(part, { history: 'push' })} />
      ) : null}
      <Panel
        title={url.gpu ?? 'Every GPU where it is cheapest'}
        unit={isShown ? formatQuantity(query.data.items.length, 'line') : undefined}
        isRefreshing={query.isFetching && !query.isPending}
        menu={isShown ? <PricesNote lists={query.data.lists} /> : null}
      >
        <QueryView query={query} subject="Prices" needs="cost:read">
          {({ items, models, lists, keptFrom, at }) =>
            items.length > 0 ? (
              <>
                <MonthlyNotice lists={lists} keptFrom={keptFrom} at={at} />
                <PricesTable
                  items={items}
                  onHistory={({ gpuModel, provider, region }) =>
                    void setUrl({ gpu: gpuModel, provider, history: region }, { history: 'push' })
                  }
                />
              </>
            ) : at < keptFrom ? (
              <NoMatchState title={`No list of ${formatDay(at.slice(0, 10))} is kept that tells this`} onClear={clear}>
                All lists of providers’ price APIs are kept for 400 days; of before, the last of each month.
              </NoMatchState>
            ) : models.length > 0 ? (
              <NoMatchState title="No price list tells this" onClear={clear} />
            ) : (
              <EmptyState title="No price is known yet" icon={Tags}>
                Connections to AWS, Azure and Google Cloud read their provider’s price list once a day, where its
                permissions allow it. A catalogue in SkyPilot’s form comes by{' '}
                <code>millwright prices import vms.csv --provider aws</code>.
              </EmptyState>
            )
          }
        </QueryView>
      </Panel>
      {url.gpu !== null && url.provider !== null && url.history !== null ? (
        <PriceHistory
          gpu={url.gpu}
          provider={url.provider}
          region={url.history}
          onClose={() => void setUrl({ history: null })}
        />
      ) : null}
    </Page>
  );
}

interface PriceChoicesProps {
  prices: Prices;
  url: { gpu: string | null; provider: string | null; at: string | null };
  change: (part: {
    gpu?: string | null;
    provider?: Prices['lists'][number]['provider'] | null;
    at?: string | null;
    history: null;
  }) => void;
}

function PriceChoices({ prices: { models, lists }, url, change }: PriceChoicesProps) {
  const { now } = useClock();
  const providers = [...new Set(lists.map(({ provider }) => provider))].sort();
  return (
    <div className="flex flex-wrap items-center gap-2">
      <Select
        className="w-56!"
        aria-label="GPU"
        value={url.gpu ?? ''}
        onChange={(event) => change({ gpu: event.target.value || null, history: null })}
      >
        <option value="">All GPUs</option>
        {models.map((model) => (
          <option key={model} value={model}>
            {model}
          </option>
        ))}
      </Select>
      <Select
        className="w-56!"
        aria-label="Provider"
        value={url.provider ?? ''}
        onChange={(event) =>
          change({ provider: providers.find((one) => one === event.target.value) ?? null, history: null })
        }
      >
        <option value="">All providers</option>
        {providers.map((provider) => (
          <option key={provider} value={provider}>
            {nameProvider(provider)}
          </option>
        ))}
      </Select>
      <AsOfChoice
        label="As listed on"
        today={now.toISOString().slice(0, 10)}
        asOf={url.at}
        onAsOf={(at) => change({ at, history: null })}
      />
    </div>
  );
}

/** That the lists of the day that is asked for are not all kept. */
function MonthlyNotice({ lists, keptFrom, at }: Pick<Prices, 'lists' | 'keptFrom' | 'at'>) {
  const monthly = lists.filter(({ isMonthly }) => isMonthly);
  if (monthly.length === 0) return null;
  const names = new Intl.ListFormat('en-GB').format(new Set(monthly.map(({ provider }) => nameProvider(provider))));
  return (
    <PartialNotice>
      Of lists before {formatDay(keptFrom.slice(0, 10))} the last of each month is kept. Prices of {names} are those of
      the last list kept before {formatDay(at.slice(0, 10))}; on the day itself they may have been others.
    </PartialNotice>
  );
}
