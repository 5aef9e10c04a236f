'use client';
import { useId } from 'react';
import { Input } from '@/components/ui/input';
import { LabelledCheckbox } from '@/components/ui/labelled-checkbox';
import { Select } from '@/components/ui/select';
import { costMetrics } from '@/lib/domain/cost/billing-delivery';
import { costDimensions } from '@/lib/domain/cost/cost-dimension';
import { costDimensionWords, costMetricWords } from '@/lib/format/cost-words';
import { readCostRange } from '@/lib/queries/cost-url';
import { CostRangeChoice } from './cost-range';
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
        <span className="flex items-center gap-2">
          <label htmlFor={`${id}-metric`} className="text-muted">
            Cost
          </label>
          <Select
            id={`${id}-metric`}
            className="w-36!"
            value={url.metric}
            onChange={({ target }) => change({ metric: costMetrics.find((one) => one === target.value) ?? null })}
          >
            {costMetrics.map((one) => (
              <option key={one} value={one}>
                {costMetricWords[one].title}
              </option>
            ))}
          </Select>
        </span>
        <span className="flex items-center gap-2">
          <label htmlFor={`${id}-by`} className="text-muted">
            By
          </label>
          <Select
            id={`${id}-by`}
            className="w-44!"
            value={url.by}
            onChange={({ target }) => change({ by: costDimensions.find((one) => one === target.value) ?? null })}
          >
            {costDimensions.map((one) => (
              <option key={one} value={one}>
                {costDimensionWords[one].title}
              </option>
            ))}
          </Select>
        </span>
        <span className="flex items-center gap-2">
          <label htmlFor={`${id}-as-of`} className="whitespace-nowrap text-muted">
            As known on
          </label>
          <Input
            id={`${id}-as-of`}
            type="date"
            className="w-40!"
            max={today}
            value={url.asOf ?? ''}
            onChange={({ target }) => change({ asOf: target.value === '' ? null : target.value })}
          />
        </span>
        <LabelledCheckbox
          label="Compare with as many days before"
          className="items-center"
          isChecked={url.compare}
          onCheckedChange={(isChecked) => change({ compare: isChecked })}
        />
      </div>
      <p className="text-meta text-muted">
        <span className="font-medium">{costMetricWords[url.metric].title}:</span> {costMetricWords[url.metric].says}
      </p>
    </section>
  );
}
