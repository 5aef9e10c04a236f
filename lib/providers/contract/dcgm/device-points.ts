import type { MetricPoint } from '@/lib/domain/metric';

/**
 * One measurement of one device, each moment once, however many series told it. Where a device is shared, exporters repeat
 * its value for each holder, or tell each holder's part beside the whole: so what a series without a holder tells goes
 * before what those with one do. Of several of a kind the greatest stands, in whatever order they come.
 */
export class DevicePoints {
  readonly #ofDevice = new Map<number, number>();
  readonly #ofHolders = new Map<number, number>();

  add(at: Date, value: number, namesHolder: boolean): void {
    const points = namesHolder ? this.#ofHolders : this.#ofDevice;
    const known = points.get(at.getTime());
    if (known === undefined || value > known) points.set(at.getTime(), value);
  }

  /** By the moment in milliseconds. */
  byMoment(): ReadonlyMap<number, number> {
    if (this.#ofHolders.size === 0) return this.#ofDevice;
    return this.#ofDevice.size === 0 ? this.#ofHolders : new Map([...this.#ofHolders, ...this.#ofDevice]);
  }
}

/** In order of time. */
export function toPoints(byMoment: Iterable<readonly [atMs: number, value: number]>): MetricPoint[] {
  return [...byMoment].sort(([one], [other]) => one - other).map(([atMs, value]) => ({ at: new Date(atMs), value }));
}
