import type pg from 'pg';
import { activityMetrics } from '@/lib/analytics/gpus/busy';
import type { FleetSample } from '@/lib/analytics/gpus/fleet/fleet-sample';
import { IdentitySet } from '@/lib/analytics/gpus/fleet/identity-set';
import { DevicePlaces, type MeasuredIdentity } from '@/lib/analytics/gpus/fleet/place-devices';
import { metricStoreOf } from '@/lib/store/metrics/metric-store-of';
import { each, finishInTurns } from '@/lib/views/kept/in-turns';
import type { FleetInventory } from './fleet-inventory';

/** How series name devices, and which device each is of. */
export class FleetIdentities {
  readonly #identities = new IdentitySet();
  #places: { inventory: FleetInventory; revision: number; places: DevicePlaces } | null = null;
  #learning: Promise<void> | null = null;

  get all(): Iterable<MeasuredIdentity> {
    return this.#identities;
  }

  /** Takes in how series name devices: those that were measured lately, and once in a process all that ever were. */
  async learn(
    pool: pg.Pool,
    samples: readonly FleetSample[],
    connectionIds: readonly string[],
    now: Date,
  ): Promise<void> {
    const store = metricStoreOf(pool);
    this.#learning ??= store
      .listSeries({ metrics: activityMetrics, connectionIds, subject: 'accelerator' })
      .then(({ items }) => finishInTurns(each(items, (series) => this.#identities.add(series, null, now))))
      .catch((error) => {
        this.#learning = null;
        throw error;
      });
    await this.#learning;
    await finishInTurns(each(samples, ({ series, at }) => this.#identities.add(series, at, now)));
  }

  /** Forgets what connections named that are gone, and what was last measured before a time. */
  retain(connectionIds: ReadonlySet<string>, since: Date): void {
    this.#identities.retain(connectionIds, since);
  }

  /** Which device each series is of. The same object while no machine and no name came or went. */
  async placesOf(inventory: FleetInventory): Promise<DevicePlaces> {
    const { revision } = this.#identities;
    if (this.#places?.inventory === inventory && this.#places.revision === revision) return this.#places.places;
    const places = await finishInTurns(DevicePlaces.prepare(inventory.plan.machines, this.#identities));
    this.#places = { inventory, revision, places };
    return places;
  }
}
