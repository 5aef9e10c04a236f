'use client';
import { useId } from 'react';
import { LabelledCheckbox } from '@/components/ui/labelled-checkbox';
import { Select } from '@/components/ui/select';
import { costTimes } from '@/lib/domain/cost/cost-dimension';
import { costMetricWords, costTimeWords } from '@/lib/format/cost-words';
import { readCostRange } from '@/lib/queries/cost-url';
import { AsOfChoice } from './as-of-choice';
import { CostAxisChoice } from './cost-axis-choice';
import { CostRangeChoice } from './cost-range';
import { MetricChoice } from './metric-choice';
import type { CostUrl } from './use-cost-url';

export interface CostControlsProps {
  url: CostUrl['url'];
  change: CostUrl['change'];
  days: { from: string; to: string };
  /** Today, UTC. */
  today: string;
}

/** What is told: which cost, of which days, split by what, as known when. */
export function CostControls({ url, change, days, today }: CostControlsProps) {
  const id = useId();
  return (
    <section aria-label="What is shown" className="flex flex-col gap-2">
      <CostRangeChoice range={readCostRange(url)} days={days} onRange={(from, to) => change({ from, to })} />
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
        <MetricChoice metric={url.metric} onMetric={(metric) => change({ metric })} />
        <span className="flex items-center gap-2">
          <label htmlFor={`${id}-by`} className="text-muted">
            By
          </label>
          <CostAxisChoice
            id={`${id}-by`}
            value={url.by}
            span={{ ...days, asOf: null }}
            onAxis={(axis) => change({ by: axis })}
          />
        </span>
        <Select
          aria-label="Which time totals are of"
          className="w-44!"
          value={url.time}
          onChange={({ target }) => change({ time: costTimes.find((one) => one === target.value) ?? null })}
        >
          {costTimes.map((one) => (
            <option key={one} value={one}>
              {costTimeWords[one].title}
            </option>
          ))}
        </Select>
        <span className="flex items-center gap-2">
          <label htmlFor={`${id}-convert-to`} className="text-muted">
            Currency
          </label>
          <Select
            id={`${id}-convert-to`}
            className="w-32!"
            value={url.convertTo ?? ''}
            // The book that was looked at may be in another currency than there is then.
            onChange={({ target }) => change({ convertTo: target.value === '' ? null : target.value, book: null })}
          >
            <option value="">As billed</option>
            {listCurrencies(url.convertTo).map((code) => (
              <option key={code} value={code}>
                {code}
              </option>
            ))}
          </Select>
        </span>
        <AsOfChoice today={today} asOf={url.asOf} onAsOf={(asOf) => change({ asOf })} />
        <LabelledCheckbox
          label={`Compare with ${costTimeWords[url.time].before}`}
          className="items-center"
          isChecked={url.compare}
          onCheckedChange={(isChecked) => change({ compare: isChecked })}
        />
      </div>
      <p className="text-meta text-muted">
        <span className="font-medium">{costMetricWords[url.metric].title}:</span> {costMetricWords[url.metric].says}
        {url.time === 'billing-month'
          ? ' Totals are of whole months billed in; a charge may be billed in another month than it was charged for.'
          : ''}
      </p>
    </section>
  );
}

/** The currencies companies mostly report in, and the one that is chosen; an address may name any other. */
function listCurrencies(chosen: string | null): string[] {
  const usual = ['AUD', 'CAD', 'CHF', 'CNY', 'DKK', 'EUR', 'GBP', 'INR', 'JPY', 'NOK', 'SEK', 'SGD', 'USD'];
  return [...new Set([...usual, ...(chosen === null ? [] : [chosen])])].sort();
}
