'use client';
import { BarChartPanel } from '@/components/charts/bar-chart-panel';
import { othersKey } from '@/components/charts/prepare/to-bars';
import type { Overview } from '@/lib/api/contracts/overview';
import { nameKind } from '@/lib/format/resource-words';
import { NothingToDraw } from './nothing-to-draw';
import { PanelSources } from './panel-sources';
import { sayFloors } from './say-floors';

/** How many resources there are of each kind. */
export function ResourcesByKind({ overview }: { overview: Overview }) {
  return (
    <BarChartPanel
      id="resources-by-kind"
      title="Resources by kind"
      unit="resources"
      dimension="Kind"
      definition={`Resources present at the last read of each source.${sayFloors(overview.byKind)}`}
      data={overview.byKind.map(({ kind, count }) => ({ key: kind, label: nameKind(kind), ...count }))}
      nameOthers={(members) => `${members} other kinds`}
      toHref={({ key }) => (key === othersKey ? null : `/inventory?kind=${encodeURIComponent(key)}`)}
      sources={<PanelSources sources={overview.sources} />}
      empty={<NothingToDraw what="resource" sources={overview.sources} />}
    />
  );
}
