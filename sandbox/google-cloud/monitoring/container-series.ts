import type { GpuHolder } from '../../world/gpus/device';
import { type Measure, seriesOf } from './accelerator-measures';
import { nodeUnits, type Unit } from './accelerator-units';
import type { Series, SourceContext } from './metric-source';

/** An accelerator in the hands of a pod. */
interface Holding {
  unit: Unit;
  holder: GpuHolder;
}

/** A series for each accelerator and each container that held it within the time asked for; it has points while it did. */
export function containerSeries(context: SourceContext, measure: Measure, devices: 'all' | 'tpu'): Series[] {
  return holdingsOf(context, devices).flatMap(({ unit, holder }) =>
    seriesOf([{ ...unit, resource: containerOf(unit, holder) }], measure).map((series) => ({
      ...series,
      valueAt: (at) => (isHeldBy(unit, holder, at.getTime()) ? series.valueAt(at) : null),
    })),
  );
}

/** A series for each container that held accelerators of a node within the time asked for: how many it asked for. */
export function requestSeries(context: SourceContext): Series[] {
  const byContainer = new Map<string, { first: Holding; units: Unit[] }>();
  for (const holding of holdingsOf(context, 'all')) {
    const key = JSON.stringify(containerOf(holding.unit, holding.holder));
    const known = byContainer.get(key) ?? { first: holding, units: [] };
    byContainer.set(key, known);
    known.units.push(holding.unit);
  }
  return [...byContainer.values()].map(({ first: { unit, holder }, units }) => ({
    metricLabels: { resource_name: unit.device.vendor === 'google' ? 'google.com/tpu' : 'nvidia.com/gpu' },
    resource: containerOf(unit, holder),
    valueAt: (at) => units.filter((each) => isHeldBy(each, holder, at.getTime())).length || null,
  }));
}

function holdingsOf(context: SourceContext, devices: 'all' | 'tpu'): Holding[] {
  const { fromMs, toMs } = context.span;
  return nodeUnits(context, devices).flatMap((unit) => {
    const holders = new Map<string, GpuHolder>();
    const { tenancy } = unit.device;
    for (let ms = fromMs; ms <= toMs; ms = tenancy(ms).untilMs) {
      for (const { holder } of tenancy(ms).parts) holders.set(`${holder.namespace}/${holder.name}`, holder);
    }
    return [...holders.values()].map((holder) => ({ unit, holder }));
  });
}

function isHeldBy({ device }: Unit, { name, namespace }: GpuHolder, ms: number): boolean {
  return device.tenancy(ms).parts.some(({ holder }) => holder.name === name && holder.namespace === namespace);
}

function containerOf({ resource }: Unit, { name, namespace, container }: GpuHolder): Series['resource'] {
  const { project_id, location, cluster_name } = resource.labels;
  return {
    type: 'k8s_container',
    labels: {
      project_id: project_id ?? '',
      location: location ?? '',
      cluster_name: cluster_name ?? '',
      namespace_name: namespace ?? '',
      pod_name: name,
      container_name: container ?? '',
    },
  };
}
