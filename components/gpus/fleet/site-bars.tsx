import { Missing } from '@/components/ui/missing';
import type { GpuFleet } from '@/lib/api/contracts/gpus';
import { describeCount } from '@/lib/format/format-count';
import { formatNumber } from '@/lib/format/format-number';
import { formatPercent, nameMetric } from '@/lib/format/metric-words';
import { toSiteShares } from './to-fleet-cells';

/** Instead of the heatmap in a narrow window: a bar a site, from 0 to 100 %. */
export function SiteBars({ fleet }: { fleet: GpuFleet }) {
  return (
    <div className="sm:hidden">
      <p className="text-meta text-muted">
        Mean of {nameMetric(fleet.metric)} over the GPUs measured. A wider window shows every GPU.
      </p>
      <ul className="mt-2 flex flex-col gap-3">
        {toSiteShares(fleet).map(({ site, title, mean, measured, gpus }) => (
          <li key={site} className="flex flex-col gap-1">
            <span className="flex justify-between gap-3">
              <span className="min-w-0 truncate">{title}</span>
              <span className="tabular-nums">
                {mean === null ? <Missing reason="Nobody measures it here" /> : formatPercent(mean)}
              </span>
            </span>
            <svg aria-hidden="true" width="100%" height="10" className="text-sequential-4">
              <rect width="100%" height="10" rx="2" className="fill-sunken" />
              {mean === null ? null : <rect width={`${mean}%`} height="10" rx="2" fill="currentColor" />}
            </svg>
            <span className="text-meta text-muted">
              {formatNumber(measured)} of {describeCount({ value: gpus, atLeast: fleet.funnel.total.atLeast }, 'GPU')}{' '}
              measured
            </span>
          </li>
        ))}
      </ul>
    </div>
  );
}
