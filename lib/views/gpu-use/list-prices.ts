import type pg from 'pg';
import type { Amount } from '@/lib/domain/cost/amount';
import { parseAmount } from '@/lib/domain/cost/amount';
import type { GpuUseAccount } from '@/lib/domain/cost/gpu-use';
import { readCollectionState } from '@/lib/store/inventory/collection-state';
import { fleetKeeperOf } from '../gpus/fleet/fleet-keeper';
import { readDeviceCosts } from '../gpus/idle/read-device-costs';

/** What an hour of a device costs by its list price. */
export interface HourPrice {
  currency: string;
  amount: Amount;
}

type Place = Pick<GpuUseAccount, 'provider' | 'site' | 'gpuModel'>;
const toKey = ({ provider, site, gpuModel }: Place) => JSON.stringify([provider, site, gpuModel]);

/**
 * What an hour of a device costs on demand by the price book, by provider, site and GPU model, of machines that are listed
 * now; not known where they differ or one has no price.
 */
export async function readHourPrices(pool: pg.Pool, now: Date): Promise<(place: Place) => HourPrice | null> {
  const { nodes } = await fleetKeeperOf(pool).read(pool, await readCollectionState(pool, now), now);
  const all = nodes.map(({ node }) => node);
  const costs = await readDeviceCosts(pool, all, now);
  const found = new Map<string, HourPrice | null>();
  for (const { id, provider, site, model: gpuModel } of all) {
    const cost = costs.get(id);
    const amount = cost === undefined ? null : parseAmount(cost.amount);
    const price = cost === undefined || amount === null ? null : { currency: cost.currency, amount };
    const key = toKey({ provider, site, gpuModel });
    const known = found.get(key);
    const isSame = known === undefined || (known?.amount === price?.amount && known?.currency === price?.currency);
    found.set(key, isSame ? price : null);
  }
  return (place) => found.get(toKey(place)) ?? null;
}
