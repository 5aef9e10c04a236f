import type { MetricSeries } from '@/lib/domain/metric';
import { toOldName } from './dcgm-fields';
import { toPoints } from './device-points';
import type { ExporterSeries } from './exporter-series';
import { toDcgmDevice } from './to-dcgm-device';
import type { Holder } from './to-holders';

/** Any field says who holds a device; one of them is enough, the first of these that the exporter serves of it. */
const fieldsByChoice: readonly string[] = [
  'DCGM_FI_PROF_GR_ENGINE_ACTIVE',
  'DCGM_FI_DEV_GPU_UTIL',
  'DCGM_FI_DEV_FB_USED',
];

/**
 * Who held which device, or slice of one, and when, by the labels of its series: 1 at each sample that names the holder.
 * A moment without a sample says nothing, neither that it was held nor that it was free.
 */
export class HeldDevices {
  readonly #devices = new Map<string, { choice: number; held: Map<string, Held> }>();

  add({ name, labels, samples }: ExporterSeries, holders: readonly Holder[]): void {
    const choice = fieldsByChoice.indexOf(toOldName(name));
    if (choice === -1 || samples.length === 0) return;
    const device = toDcgmDevice(labels, true);
    if (device === null) return;
    const key = JSON.stringify(device);
    const known = this.#devices.get(key);
    if (known !== undefined && known.choice < choice) return;
    const taken = known?.choice === choice ? known : { choice, held: new Map<string, Held>() };
    this.#devices.set(key, taken);
    for (const { label, attributes } of holders) {
      const holder = JSON.stringify(attributes);
      const held = taken.held.get(holder) ?? {
        definition: `dcgm-exporter ${label}`,
        attributes: { ...device, ...attributes },
        moments: new Set<number>(),
      };
      taken.held.set(holder, held);
      for (const { at } of samples) held.moments.add(at.getTime());
    }
  }

  *series(): Generator<MetricSeries, void> {
    for (const { held } of this.#devices.values())
      for (const { definition, attributes, moments } of held.values())
        yield {
          metric: 'gpu.held',
          definition,
          subject: 'accelerator',
          attributes,
          points: toPoints([...moments].map((atMs) => [atMs, 1] as const)),
        };
  }
}

interface Held {
  definition: string;
  attributes: Record<string, string>;
  moments: Set<number>;
}
