'use client';
import { useId } from 'react';
import { Select } from '@/components/ui/select';
import { type CostMetric, costMetrics } from '@/lib/domain/cost/billing-delivery';
import { costMetricWords } from '@/lib/format/cost-words';

/** Which of the four costs is told. */
export function MetricChoice({
  metric,
  onMetric,
}: {
  metric: CostMetric;
  onMetric: (metric: CostMetric | null) => void;
}) {
  const id = useId();
  return (
    <span className="flex items-center gap-2">
      <label htmlFor={id} className="text-muted">
        Cost
      </label>
      <Select
        id={id}
        className="w-36!"
        value={metric}
        onChange={({ target }) => onMetric(costMetrics.find((one) => one === target.value) ?? null)}
      >
        {costMetrics.map((one) => (
          <option key={one} value={one}>
            {costMetricWords[one].title}
          </option>
        ))}
      </Select>
    </span>
  );
}
