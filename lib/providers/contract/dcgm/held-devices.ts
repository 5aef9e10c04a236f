import type { MetricSeries } from '@/lib/domain/metric';
import { toOldName } from './dcgm-fields';
import { toPoints } from './device-points';
import type { ExporterSeries } from './exporter-series';
import type { Labels } from './labels';
import { toDcgmDevice } from './to-dcgm-device';
import type { Holder } from './to-holders';

/** What an exporter of accelerators tells of holders. */
export interface HeldBy {
  /** As the series' definition names it. */
  exporter: string;
  /** Any field says who holds a device; one is enough, the first of these that the exporter serves of it. */
  fields: readonly string[];
  /** The field of a series, whichever of its names that has. */
  fieldOf(name: string): string;
  /** What tells one device, or slice of one, from others; null where the labels do not. */
  deviceOf(labels: Labels): Record<string, string> | null;
}

export const heldByDcgm: HeldBy = {
  exporter: 'dcgm-exporter',
  fields: ['DCGM_FI_PROF_GR_ENGINE_ACTIVE', 'DCGM_FI_DEV_GPU_UTIL', 'DCGM_FI_DEV_FB_USED'],
  fieldOf: toOldName,
  deviceOf: (labels) => toDcgmDevice(labels, true),
};

/**
 * Who held which device, or slice of one, and when, by the labels of its series: 1 at each sample that names the holder.
 * A moment without a sample says nothing, neither that it was held nor that it was free.
 */
export class HeldDevices {
  readonly #by: HeldBy;
  readonly #devices = new Map<string, { choice: number; held: Map<string, Held> }>();

  constructor(by: HeldBy) {
    this.#by = by;
  }

  add({ name, labels, samples }: ExporterSeries, holders: readonly Holder[]): void {
    const { exporter, fields, fieldOf, deviceOf } = this.#by;
    const choice = fields.indexOf(fieldOf(name));
    if (choice === -1 || samples.length === 0) return;
    const device = deviceOf(labels);
    if (device === null) return;
    const key = JSON.stringify(device);
    const known = this.#devices.get(key);
    if (known !== undefined && known.choice < choice) return;
    const taken = known?.choice === choice ? known : { choice, held: new Map<string, Held>() };
    this.#devices.set(key, taken);
    for (const { label, attributes } of holders) {
      const holder = JSON.stringify(attributes);
      const held = taken.held.get(holder) ?? {
        definition: `${exporter} ${label}`,
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
