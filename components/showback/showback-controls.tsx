'use client';
import { useId } from 'react';
import { AsOfChoice } from '@/components/cost/as-of-choice';
import { MetricChoice } from '@/components/cost/metric-choice';
import { Button } from '@/components/ui/button';
import { Select } from '@/components/ui/select';
import { costMetricWords } from '@/lib/format/cost-words';
import { formatMonth } from '@/lib/format/format-day';
import { lastMonth, listMonths } from '@/lib/queries/showback-url';
import type { ShowbackUrl } from './use-showback-url';

export interface ShowbackControlsProps {
  showbackUrl: ShowbackUrl;
  now: Date;
}

/** What is told: of which month, which cost, as known when, by which rules. */
export function ShowbackControls({ showbackUrl: { url, change }, now }: ShowbackControlsProps) {
  const id = useId();
  const month = url.month ?? lastMonth(now);
  const months = listMonths(now);
  return (
    <section aria-label="What is shown" className="flex flex-col gap-2">
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
        <span className="flex items-center gap-2">
          <label htmlFor={`${id}-month`} className="text-muted">
            Month
          </label>
          <Select
            id={`${id}-month`}
            className="w-44!"
            value={month}
            onChange={({ target }) => change({ month: target.value === lastMonth(now) ? null : target.value })}
          >
            {(months.includes(month) ? months : [month, ...months]).map((one) => (
              <option key={one} value={one}>
                {formatMonth(one)}
              </option>
            ))}
          </Select>
        </span>
        <MetricChoice metric={url.metric} onMetric={(metric) => change({ metric })} />
        <AsOfChoice today={now.toISOString().slice(0, 10)} asOf={url.asOf} onAsOf={(asOf) => change({ asOf })} />
        {url.version === null ? null : (
          <span className="flex items-center gap-2">
            {url.version === 0 ? 'By no rules' : `By version ${url.version} of the rules`}
            <Button size="compact" onClick={() => change({ version: null })}>
              By those in force
            </Button>
          </span>
        )}
      </div>
      <p className="text-meta text-muted">
        <span className="font-medium">{costMetricWords[url.metric].title}:</span> {costMetricWords[url.metric].says}
      </p>
    </section>
  );
}
