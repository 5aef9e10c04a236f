import { useId } from 'react';
import { FloorSwatch, StackSwatch, UnsettledSwatch } from '@/components/charts/draw/stack-paint';
import type { CostSeries } from './to-cost-series';

export interface CostLegendProps {
  series: readonly CostSeries[];
  hasUnsettled: boolean;
  hasFloor: boolean;
}

/** What the chart's colours and signs mean. */
export function CostLegend({ series, hasUnsettled, hasFloor }: CostLegendProps) {
  const id = useId();
  return (
    <ul className="flex flex-wrap gap-x-4 gap-y-0.5 text-meta text-muted">
      {series.map((one, index) => (
        <li key={one.key} className="flex min-w-0 items-center gap-1.5">
          <StackSwatch id={`${id}-${index.toString()}`} paint={one} />
          <span className="min-w-0 wrap-anywhere">{one.label}</span>
        </li>
      ))}
      {hasUnsettled ? (
        <li className="flex items-center gap-1.5">
          <UnsettledSwatch id={`${id}-sign`} />
          May still change
        </li>
      ) : null}
      {hasFloor ? (
        <li className="flex items-center gap-1.5">
          <FloorSwatch />≥ A source is missing
        </li>
      ) : null}
    </ul>
  );
}
