import type pg from 'pg';
import { type GpuGround, toKey } from '@/lib/analytics/gpu-use/split-bill';
import type { GpuWaste, GpuWasteQuery } from '@/lib/api/contracts/gpu-waste';
import type { Reach } from '@/lib/domain/access';
import { type Amount, addAmounts, formatAmount, multiplyAmount, readAmount } from '@/lib/domain/cost/amount';
import { type GpuUseAccount, gpuHourMs, totalGpuTime } from '@/lib/domain/cost/gpu-use';
import { readDeliveryFiles } from '@/lib/store/cost-rollups/delivery-files';
import { type BilledHours, readBilledHours } from '@/lib/store/gpu-use/read-billed-hours';
import type { AskedCosts } from '../cost/ask-costs';
import type { openCostLedger } from '../cost/cost-ledger';

/** The accelerator hours that the bills in question tell, and what is for no hours, by day and place, which no roll-up holds. */
export async function readHoursOfBills(
  pool: pg.Pool,
  { question }: AskedCosts,
  range: { from: string; to: string },
  openLedger: typeof openCostLedger,
): Promise<BilledHours[]> {
  const deliveries = question.deliveries.filter(
    ({ firstDay, lastDay }) => firstDay !== null && lastDay !== null && firstDay <= range.to && range.from <= lastDay,
  );
  if (deliveries.length === 0) return [];
  const { root, engine } = await openLedger();
  const ids = deliveries.map(({ id }) => id);
  const files = Map.groupBy(await readDeliveryFiles(pool, root, ids), ({ deliveryId }) => deliveryId);
  const told = deliveries.flatMap(({ id, basis, source, rollup }) => {
    if (rollup === null) return [];
    const { attribution, tagKeys } = rollup;
    return [{ basis, source, attribution, tagKeys, files: (files.get(id) ?? []).map(({ path }) => path) }];
  });
  return readBilledHours(engine, told, { ...range, metric: question.metric });
}

/** The time that the bills of a day, place and basis tell. */
export function toBilledMs(hours: readonly BilledHours[]): GpuGround['billedMs'] {
  const nameOf = (one: Parameters<GpuGround['billedMs']>[0]) => `${one.basis} ${toKey(one)}`;
  const told = Map.groupBy(hours, nameOf);
  return (bill) => {
    const sum = addTold((told.get(nameOf(bill)) ?? []).map(({ hours }) => hours));
    const ratio = { numerator: BigInt(gpuHourMs), denominator: 10n ** 24n };
    return sum === null ? null : multiplyAmount(sum, ratio, 'half-even');
  };
}

/** What of a bill is for what was bought ahead or not used. */
export function toUnused(hours: readonly BilledHours[]): GpuGround['unused'] {
  const nameOf = (one: Parameters<GpuGround['unused']>[0] | BilledHours) =>
    JSON.stringify([one.basis, one.currency, toKey(one)]);
  const told = Map.groupBy(hours, nameOf);
  return (bill) => {
    const own = told.get(nameOf(bill)) ?? [];
    const amount = addTold(own.map(({ unused }) => unused));
    return amount === null ? null : { amount, isAll: own.every(({ isUnusedAlone }) => isUnusedAlone) };
  };
}

/** Hours that bills tell beside those that inventories list, over everything or not at all. */
export function toLadder(
  query: GpuWasteQuery,
  { reach, accounts, hours }: { reach: Reach; accounts: readonly GpuUseAccount[]; hours: readonly BilledHours[] },
): GpuWaste['ladder'] {
  if (!reach.everything || query.team !== undefined || query.site !== undefined) return [];
  const nameOf = ({ provider, gpuModel }: { provider: string | null; gpuModel: string }) =>
    JSON.stringify([provider, gpuModel]);
  const listed = Map.groupBy(accounts, nameOf);
  const listedMsOf = (name: string) => (listed.get(name) ?? []).reduce((sum, { time }) => sum + totalGpuTime(time), 0);
  const billed = Map.groupBy(
    hours.filter(
      ({ basis, source, provider, gpuModel }) =>
        // Of CoreWeave's usage the price alone is our estimate; the hours are the provider's own.
        (basis === 'billed' || source === 'coreweave-usage') &&
        (query.provider === undefined || query.provider.includes(provider ?? '')) &&
        (query['gpu-model'] === undefined || query['gpu-model'].includes(gpuModel)),
    ),
    nameOf,
  );
  return [...new Set([...billed.keys(), ...listed.keys()])].flatMap((name) => {
    const told = billed.get(name) ?? [];
    const [first = listed.get(name)?.[0]] = told;
    if (first === undefined) return [];
    const { provider, gpuModel } = first;
    const sum = addTold(told.map(({ hours }) => hours));
    return [{ provider, gpuModel, billedHours: sum === null ? null : formatAmount(sum), listedMs: listedMsOf(name) }];
  });
}

/** The sum of what is told; null: nothing is. */
function addTold(some: readonly (string | null)[]): Amount | null {
  const told = some.flatMap((one) => (one === null ? [] : [readAmount(one)]));
  return told.length === 0 ? null : addAmounts(...told);
}
