import { Download } from 'lucide-react';
import { saveFile } from '@/components/inventory/list/save-file';
import { Button } from '@/components/ui/button';
import { Notice } from '@/components/ui/panel-states';
import type { GpuSamples } from '@/lib/api/contracts/gpu-history';
import { formatNumber, formatQuantity } from '@/lib/format/format-number';
import { toCsv } from '@/lib/format/to-csv';
import { SamplesOrigin, type SamplesOriginProps } from './samples-origin';
import { SamplesTable } from './samples-table';

interface SamplesReadProps extends Omit<SamplesOriginProps, 'read'> {
  read: GpuSamples;
}

/** Samples that came, with what is missing of them, where they are from and what takes them along. */
export function SamplesRead({ read, ...origin }: SamplesReadProps) {
  return (
    <>
      {read.gaps.map((gap) => (
        <Notice key={gap} tone="warning">
          {gap}
        </Notice>
      ))}
      {read.samples.length === 0 ? (
        <p className="px-4 pb-3 text-muted">
          {read.origin === 'source' ? 'The source gave nothing' : 'Nothing is stored'} in this range
          {read.gaps.length === 0 ? '' : ' that is known of'}.
        </p>
      ) : (
        <SamplesTable samples={read.samples} unit={read.unit} />
      )}
      <div className="flex flex-wrap items-center gap-3 border-t px-4 py-1 text-meta text-muted">
        {formatQuantity(read.samples.length, 'sample')} by {read.connectionName}
        {read.leftOut === 0 ? '' : `; ${formatNumber(read.leftOut)} more in this range are left out`}
        <SamplesOrigin read={read} {...origin} />
        <Button
          size="compact"
          className="ml-auto"
          onClick={() => saveFile('millwright-samples.csv', 'text/csv', samplesToCsv(read))}
        >
          <Download aria-hidden /> Export CSV
        </Button>
      </div>
    </>
  );
}

function samplesToCsv({ metric, definition, unit, connectionName, samples }: GpuSamples): string {
  return toCsv(
    ['at', 'value', 'unit', 'metric', 'definition', 'source'],
    samples.map(({ at, value }) => [at, value, unit, metric, definition, connectionName]),
  );
}
