'use client';
import { useQuery } from '@tanstack/react-query';
import { Download } from 'lucide-react';
import { useId, useState } from 'react';
import { saveFile } from '@/components/inventory/list/save-file';
import { QueryView } from '@/components/query-view/query-view';
import { Button } from '@/components/ui/button';
import { Panel } from '@/components/ui/panel';
import { Notice } from '@/components/ui/panel-states';
import { Select } from '@/components/ui/select';
import type { GpuSamples } from '@/lib/api/contracts/gpus';
import { formatNumber, formatQuantity } from '@/lib/format/format-number';
import { nameMetric } from '@/lib/format/metric-words';
import { toCsv } from '@/lib/format/to-csv';
import { type GpuSeriesName, gpuSamplesQuery } from '@/lib/queries/gpus';
import type { GpuSpan } from '@/lib/queries/gpus-url';
import { listRawSeries, type SeriesLike } from './list-raw-series';
import { SamplesOrigin } from './samples-origin';
import { SamplesTable } from './samples-table';

export interface SamplesPanelProps {
  nodeId: string;
  slot: number;
  series: readonly SeriesLike[];
  span: GpuSpan;
  /** The key of the series that is shown; null while none is chosen. */
  chosen: string | null;
  onChoose: (key: string | null) => void;
}

/** The samples of one series as they were collected: asked for by hand, none rolled up. */
export function SamplesPanel({ nodeId, slot, series, span, chosen, onChoose }: SamplesPanelProps) {
  const id = useId();
  const choices = listRawSeries(series);
  const found = choices.find(({ key }) => key === chosen);
  return (
    <Panel title="Samples as collected" unit="none rolled up">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1 px-4 py-3">
        <label htmlFor={id} className="text-muted">
          Series
        </label>
        <Select
          id={id}
          className="max-w-xl"
          value={found?.key ?? ''}
          onChange={({ target }) => onChoose(target.value === '' ? null : target.value)}
        >
          <option value="">Choose one to have its samples read</option>
          {choices.map(({ key, name, detail, source }) => (
            <option key={key} value={key}>
              {nameMetric(name.metric)}
              {detail === '' ? '' : `, ${detail}`}: {name.definition}, {source}
            </option>
          ))}
        </Select>
      </div>
      {found ? <Samples key={found.key} nodeId={nodeId} slot={slot} name={found.name} span={span} /> : null}
    </Panel>
  );
}

interface SamplesProps extends Pick<SamplesPanelProps, 'nodeId' | 'slot' | 'span'> {
  name: GpuSeriesName;
}

function Samples({ nodeId, slot, name, span }: SamplesProps) {
  const [isAsked, setIsAsked] = useState(false);
  const query = useQuery(gpuSamplesQuery(nodeId, slot, name, span, isAsked ? 'source' : 'stored'));
  return (
    <QueryView query={query} subject="Samples" needs="inventory:read">
      {(read) => (
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
            <SamplesOrigin read={read} onAsk={setIsAsked} />
            <Button
              size="compact"
              className="ml-auto"
              onClick={() => saveFile('millwright-samples.csv', 'text/csv', samplesToCsv(read))}
            >
              <Download aria-hidden /> Export CSV
            </Button>
          </div>
        </>
      )}
    </QueryView>
  );
}

function samplesToCsv({ metric, definition, unit, connectionName, samples }: GpuSamples): string {
  return toCsv(
    ['at', 'value', 'unit', 'metric', 'definition', 'source'],
    samples.map(({ at, value }) => [at, value, unit, metric, definition, connectionName]),
  );
}
