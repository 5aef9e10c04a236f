'use client';
import { BarChartPanel } from '@/components/charts/bar-chart-panel';
import { othersKey } from '@/components/charts/prepare/to-bars';
import type { Overview } from '@/lib/api/contracts/overview';
import { formatQuantity } from '@/lib/format/format-number';
import { NothingToDraw } from './nothing-to-draw';
import { PanelSources } from './panel-sources';
import { sayFloors } from './say-floors';

/** How many accelerators there are of each model. */
export function AcceleratorsByModel({ overview }: { overview: Overview }) {
  const { acceleratorsUnknownOn } = overview.totals;
  const leftOut =
    acceleratorsUnknownOn === 0
      ? ''
      : ` Left out: ${formatQuantity(acceleratorsUnknownOn, 'resource')} whose accelerators are not known.`;
  return (
    <BarChartPanel
      id="accelerators-by-model"
      title="Accelerators by model"
      unit="accelerators"
      dimension="Model"
      definition={`Devices on resources that hold them now, allocated or not.${leftOut}${sayFloors(overview.byGpuModel)}`}
      data={overview.byGpuModel.map(({ model, count }) => ({ key: model, label: model, ...count }))}
      nameOthers={(members) => `${members} other models`}
      toHref={({ key }) => (key === othersKey ? null : `/inventory?gpuModel=${encodeURIComponent(key)}`)}
      sources={<PanelSources sources={overview.sources} />}
      empty={<NothingToDraw what="accelerator" sources={overview.sources} />}
    />
  );
}
