'use client';
import { useQuery } from '@tanstack/react-query';
import { useId, useState } from 'react';
import { QueryView } from '@/components/query-view/query-view';
import { Panel } from '@/components/ui/panel';
import { Notice } from '@/components/ui/panel-states';
import { Select } from '@/components/ui/select';
import { nameMetric } from '@/lib/format/metric-words';
import { toApiProblem } from '@/lib/queries/api-problem';
import { type GpuSeriesName, gpuSamplesQuery, gpuSourceSamplesQuery } from '@/lib/queries/gpus';
import type { GpuSpan } from '@/lib/queries/gpus-url';
import { listRawSeries, type SeriesLike } from './list-raw-series';
import { SamplesRead } from './samples-read';

export interface SamplesPanelProps {
  /** Of the device or link in the API. */
  path: string;
  series: readonly SeriesLike[];
  span: GpuSpan;
  /** The key of the series that is shown; null while none is chosen. */
  chosen: string | null;
  onChoose: (key: string | null) => void;
}

/** The samples of one series, asked for by hand and not rolled up: as they were collected, or as its source has them. */
export function SamplesPanel({ path, series, span, chosen, onChoose }: SamplesPanelProps) {
  const id = useId();
  const choices = listRawSeries(series);
  const found = choices.find(({ key }) => key === chosen);
  return (
    <Panel title="Samples of one series" unit="not rolled up here">
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
      {found ? (
        // Another series or range is another question: what was asked of the source for one is not asked for the next.
        <Samples key={JSON.stringify([path, found.key, span])} path={path} name={found.name} span={span} />
      ) : null}
    </Panel>
  );
}

interface SamplesProps extends Pick<SamplesPanelProps, 'path' | 'span'> {
  name: GpuSeriesName;
}

/** The stored samples; once asked for and there, those of the source in their place. */
function Samples({ path, name, span }: SamplesProps) {
  const [askedAt, setAskedAt] = useState<string | null>(null);
  const of = { path, series: name, span };
  const stored = useQuery(gpuSamplesQuery(of));
  const source = useQuery(gpuSourceSamplesQuery(of, askedAt));
  return (
    <QueryView query={stored} subject="Samples" needs="inventory:read">
      {(read) => (
        <>
          {source.error === null ? null : (
            <Notice tone="warning">
              The source gave no samples: {toApiProblem(source.error).message} The stored ones are shown.
            </Notice>
          )}
          <SamplesRead
            read={source.data ?? read}
            isAsking={source.isFetching}
            onAsk={() => setAskedAt(new Date().toISOString())}
            onStored={() => setAskedAt(null)}
          />
        </>
      )}
    </QueryView>
  );
}
