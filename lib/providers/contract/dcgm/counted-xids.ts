import type { MetricSeries } from '@/lib/domain/metric';
import { xidCounts } from './dcgm-fields';
import { toPoints } from './device-points';
import type { ExporterSeries } from './exporter-series';
import { type Labels, pickLabel } from './labels';
import { toDcgmDevice } from './to-dcgm-device';
import { toDcgmValue } from './to-dcgm-value';

/** Tells whether the device's gauge, the last code reported, had this code at some moment read. */
export type ShowsCode = (device: Record<string, string>, code: number) => boolean;

/**
 * The codes that were counted and that the gauge of the last code does not show, because others came after them between
 * two samples or because it is not served: a series for each, by `code`, with the code as its value for as long as it is
 * in the exporter's window (five minutes unless it was told otherwise). How often it came is not told: the window slides,
 * so a count is no count of events and may never be summed.
 */
export class CountedXids {
  readonly #codes = new Map<string, { device: Record<string, string>; code: number; moments: Set<number> }>();

  add({ labels, samples }: ExporterSeries): void {
    const device = toDcgmDevice(labels, false);
    const code = toCode(labels);
    if (device === null || code === null) return;
    const moments = samples.flatMap(({ at, value }) => {
      const count = toDcgmValue(value, 'small-integer');
      return count !== null && count > 0 ? [at.getTime()] : [];
    });
    const key = JSON.stringify([device, code]);
    const known = this.#codes.get(key) ?? { device, code, moments: new Set<number>() };
    this.#codes.set(key, known);
    for (const atMs of moments) known.moments.add(atMs);
  }

  *series(isShown: ShowsCode): Generator<MetricSeries, void> {
    for (const { device, code, moments } of this.#codes.values()) {
      if (moments.size === 0 || isShown(device, code)) continue;
      yield {
        metric: 'gpu.xid',
        definition: xidCounts,
        subject: 'accelerator',
        attributes: { ...device, code: String(code) },
        points: toPoints([...moments].map((atMs) => [atMs, code] as const)),
      };
    }
  }
}

/** Null where the exporter counted nothing, which it writes without a code, and for 0, which is no error. */
function toCode(labels: Labels): number | null {
  const code = Number(pickLabel(labels, 'xid'));
  return Number.isInteger(code) && code > 0 ? code : null;
}
