'use client';
import { useId } from 'react';
import { Select } from '@/components/ui/select';
import { type BusyMetric, busyMetrics } from '@/lib/api/contracts/gpu-keys';
import type { GpuFleet } from '@/lib/api/contracts/gpus';
import { metrics } from '@/lib/domain/metric';
import { formatNumber } from '@/lib/format/format-number';
import { nameMetric } from '@/lib/format/metric-words';

export interface DefinitionChoiceProps {
  /** By which metric cells are coloured now. */
  metric: BusyMetric;
  definitions: GpuFleet['definitions'];
  onMetric: (metric: BusyMetric) => void;
}

/** By which definition devices are told to be busy: one at a time, its sentence beside it. */
export function DefinitionChoice({ metric, definitions, onMetric }: DefinitionChoiceProps) {
  const id = useId();
  const names = definitions.find((one) => one.metric === metric)?.sourceNames ?? [];
  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
      <label htmlFor={id} className="text-muted">
        Busy by
      </label>
      <Select
        id={id}
        className="w-64!"
        value={metric}
        onChange={({ target }) => {
          const chosen = busyMetrics.find((one) => one === target.value);
          if (chosen) onMetric(chosen);
        }}
      >
        {busyMetrics.map((one) => (
          <option key={one} value={one}>
            {nameMetric(one)} ({sayMeasured(definitions, one)})
          </option>
        ))}
      </Select>
      <p className="min-w-0 flex-1 basis-80 text-meta text-muted">
        {metrics[metric].says}
        {metric === 'hw.gpu.utilization' ? ' It flatters: any running kernel counts, however small.' : ''}
        {names.length === 0 ? ' No sample lately.' : ` Measured as ${names.join(', ')}.`}
      </p>
    </div>
  );
}

function sayMeasured(definitions: GpuFleet['definitions'], metric: BusyMetric): string {
  const found = definitions.find((one) => one.metric === metric);
  return found === undefined || found.gpus === 0 ? 'no sample lately' : `on ${formatNumber(found.gpus)}`;
}
