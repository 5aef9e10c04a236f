'use client';
import { Rows3 } from 'lucide-react';
import type { ReactNode } from 'react';
import { MonthForecast } from '@/components/budgets/month-forecast';
import { EstimatesPanel } from '@/components/estimates/estimates-panel';
import { Button } from '@/components/ui/button';
import { Panel } from '@/components/ui/panel';
import { Select } from '@/components/ui/select';
import { SkeletonRows } from '@/components/ui/skeleton';
import type { Cost } from '@/lib/api/contracts/cost';
import { isTagDimension } from '@/lib/domain/cost/cost-dimension';
import { sayCostDimension } from '@/lib/format/cost-words';
import type { CostState } from '@/lib/queries/cost';
import { narrowTo } from './axis-filters';
import { BehindNotice } from './behind-notice';
import { findBook, sayBook, toBookName } from './book-name';
import { ConversionPanel } from './conversion-panel';
import { CostChartPanel } from './cost-chart-panel';
import { CostEmpty } from './cost-empty';
import { CostFigures } from './cost-figures';
import { CostTable } from './cost-table';
import { MissingNotice } from './missing-notice';
import { toNextDimension } from './next-dimension';
import { findConversion } from './say-conversion';
import { SourcesPanel } from './sources-panel';
import type { CostUrl } from './use-cost-url';

export interface CostPanelsProps {
  cost: Cost;
  state: CostState;
  costUrl: CostUrl;
  isRefreshing: boolean;
  /** Another question's answer stands in while this one is on its way. */
  isPlaceholder: boolean;
  /** The rows behind the figures; null: they are not asked for. */
  rows: ReactNode;
}

/** The answer: totals, the course over time, by value, and where it comes from. */
export function CostPanels({ cost, state, costUrl, isRefreshing, isPlaceholder, rows }: CostPanelsProps) {
  const { url, change, clearFilters } = costUrl;
  const book = findBook(cost.books, url.book);
  // What stands in was split otherwise: its values mean what it was asked by.
  const by = cost.by ?? url.by;
  const next = toNextDimension(by, state.filters);
  const look = (value: string) =>
    change({
      ...narrowTo(state.filters, by, [value]),
      ...(next === null ? { rows: true } : { by: next }),
      book: url.book,
    });
  if (book === null)
    return (
      <>
        <Panel title="Costs" isRefreshing={isRefreshing}>
          {isPlaceholder ? (
            <SkeletonRows label="Loading costs" />
          ) : (
            <CostEmpty sources={cost.sources} filterCount={Object.keys(state.filters).length} onClear={clearFilters} />
          )}
        </Panel>
        {cost.sources.length === 0 ? null : <SourcesPanel sources={cost.sources} />}
      </>
    );
  return (
    <>
      <div className="flex flex-col gap-px overflow-hidden rounded-panel empty:hidden">
        <MissingNotice cost={cost} />
        <BehindNotice cost={cost} />
      </div>
      <CostFigures cost={cost} span={toSpan(cost)} />
      <CostChartPanel
        cost={cost}
        book={book}
        by={by}
        isRefreshing={isRefreshing}
        choice={
          cost.books.length < 2 ? null : (
            <Select
              aria-label="Currency and basis"
              className="w-56!"
              value={toBookName(book)}
              onChange={({ target }) => change({ book: target.value })}
            >
              {cost.books.map((one) => (
                <option key={toBookName(one)} value={toBookName(one)}>
                  {sayBook(one)}
                </option>
              ))}
            </Select>
          )
        }
      />
      {url.from === 'month' && url.asOf === null && cost.conversion === null && isForecast(state) ? (
        <MonthForecast state={state} book={book} />
      ) : null}
      <CostTable
        book={book}
        conversion={findConversion(cost, book)}
        by={by}
        time={cost.time}
        isCompared={book.whole.previous !== null}
        isRefreshing={isRefreshing}
        onLook={look}
        leadsTo={next === null ? 'see its rows' : `split by ${sayCostDimension(next)}`}
      />
      {rows ?? (
        <div>
          <Button onClick={() => change({ rows: true })}>
            <Rows3 aria-hidden /> Show the rows behind it
          </Button>
        </div>
      )}
      {cost.conversion === null ? null : <ConversionPanel conversion={cost.conversion} />}
      <SourcesPanel sources={cost.sources} />
      <EstimatesPanel span={toSpan(cost)} />
    </>
  );
}

/** Only costs by charge day are forecast, and by what roll-ups hold. */
function isForecast({ time, by, filters }: CostState): boolean {
  return time === 'charge-day' && filters.tag === undefined && (by === null || !isTagDimension(by));
}

/** The days an answer tells. */
function toSpan({ steps }: Cost): { from: string; to: string } {
  const [first, last] = [steps[0], steps.at(-1)];
  if (first === undefined || last === undefined) throw new RangeError('An answer has at least one step.');
  return { from: first.from, to: last.to };
}
