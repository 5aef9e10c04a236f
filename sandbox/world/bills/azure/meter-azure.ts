import { hourMs } from '../../aws/plan/plan';
import { subscriptions } from '../../azure/geography';
import { machineSizeOf } from '../../azure/machine-sizes';
import { type AzureRecord, type AzureType, isOf, type RecordOf } from '../../azure/records';
import { idOf, spellingOf } from '../../azure/resource-id';
import { type AzureSnapshot, createAzureWorld } from '../../azure/world';
import { drawsOf } from '../../draws';
import { type Day, daysIn, startOfDay } from '../calendar';
import type { BilledAccount, BilledService, BillLine, Metered } from '../charge';
import { keepLine } from '../keep-line';
import { type Exact, ratio, times, wholeNumber } from '../money';
import { codeOf } from '../price-list';
import { azurePrice, azureServices } from './azure-catalogue';

/** Machines are looked at twice a day: one that runs then is charged for the twelve hours before. */
const readingMs = 12 * hourMs;
const readingHours = 12;
const wholeDay = wholeNumber(24);

const accountsById = new Map<string, BilledAccount>(
  Object.values(subscriptions).map(({ id, name }) => [id, { id, name }]),
);

/** What the factory used at Azure, day by day. */
export function createAzureMeter(seed: string, scale: number): (day: Day) => Metered[] {
  const world = createAzureWorld({ seed, scale });
  return (day) => {
    const readings = [1, 2].map((count) => new Date(startOfDay(day).getTime() + count * readingMs));
    const metered = new Map<string, Metered>();
    for (const at of readings) {
      for (const each of meterMachines(world.at(at))) {
        const known = metered.get(each.line.key);
        if (known) known.quantity += each.quantity;
        else metered.set(each.line.key, each);
      }
    }
    const last = readings.at(-1);
    return [...metered.values(), ...(last ? meterThings(seed, day, world.at(last)) : [])];
  };
}

function recordsOf<T extends AzureType>(snapshot: AzureSnapshot, type: T, before: Date): RecordOf<T>[] {
  return snapshot
    .list(type)
    .map(({ record }) => record)
    .filter((record): record is RecordOf<T> => isOf(type, record) && record.createdAt <= before);
}

/** Machines of their own, and those of scale sets, the pools of clusters among them. */
function meterMachines(snapshot: AzureSnapshot): Metered[] {
  const alone = recordsOf(snapshot, 'microsoft.compute/virtualmachines', snapshot.at)
    .filter(({ power }) => power === 'running' || power === 'stopped')
    .map((machine) => ({ line: machineLine(machine, azureServices.machines), quantity: wholeNumber(readingHours) }));
  const sets = recordsOf(snapshot, 'microsoft.compute/virtualmachinescalesets', snapshot.at)
    .filter(({ capacity }) => capacity > 0)
    .map((set) => ({
      line: machineLine(set, azureServices.scaleSets),
      quantity: wholeNumber(readingHours * set.capacity),
    }));
  return [...alone, ...sets];
}

function machineLine(record: AzureRecord & { size: string }, service: BilledService): BillLine {
  const { accelerator } = machineSizeOf(record.size);
  return azureLine(record, service, {
    meter: record.size.replace('Standard_', '').replaceAll('_', ' '),
    unit: '1 Hour',
    price: azurePrice(record.region, record.size),
    size: record.size,
    accelerator: accelerator && { model: accelerator.model, count: accelerator.count },
  });
}

interface Sold {
  meter: string;
  unit: string;
  price: Exact;
  size?: string;
  accelerator?: BillLine['accelerator'];
  transfer?: BillLine['transfer'];
}

function azureLine(record: AzureRecord, service: BilledService, sold: Sold): BillLine {
  return keepLine(record, sold.meter, () => makeLine(record, service, sold));
}

function makeLine(record: AzureRecord, service: BilledService, sold: Sold): BillLine {
  const account = accountsById.get(record.subscription);
  if (!account) throw new RangeError(`The factory has no subscription ${record.subscription}.`);
  const sku = codeOf(12, 'azure', service.code, sold.meter, record.region);
  const id = idOf(record);
  return {
    key: `${id} ${sold.meter}`,
    account,
    service,
    region: record.region,
    zone: 'zone' in record && record.zone !== null ? record.zone : null,
    resource: { id, name: record.name, type: spellingOf(record.type) },
    sku: {
      id: sku,
      priceId: `${sku}_${record.region}`,
      meter: sold.meter,
      operation: '',
      family: service.subcategory,
      unit: sold.unit,
      size: sold.size ?? null,
    },
    description: `${service.name} - ${sold.meter} - ${record.region}`,
    listPrice: sold.price,
    spotPrice: null,
    tags: record.tags,
    accelerator: sold.accelerator ?? null,
    transfer: sold.transfer ?? null,
    capacityReservation: null,
  };
}

function meterThings(seed: string, day: Day, snapshot: AzureSnapshot): Metered[] {
  const start = startOfDay(day);
  const all = <T extends AzureType>(type: T) => recordsOf(snapshot, type, start);
  const stored = (gib: number) => ratio(wholeNumber(gib), 1, daysIn(day), 6);
  const monthly = (record: AzureRecord, service: BilledService, name: string, gib: number): Metered => ({
    line: azureLine(record, service, {
      meter: `${name.replace(/^\w+ /, '')} Data Stored`,
      unit: '1 GB/Month',
      price: azurePrice(record.region, name),
    }),
    quantity: stored(gib),
  });
  const hourly = (record: AzureRecord, service: BilledService, name: string, count = 1): Metered => ({
    line: azureLine(record, service, { meter: name, unit: '1 Hour', price: azurePrice(record.region, name) }),
    quantity: times(wholeDay, wholeNumber(count)),
  });
  return [
    // A system disk's price is in its machine's.
    ...all('microsoft.compute/disks')
      .filter(({ isSystem, state }) => !isSystem || state === 'Unattached')
      .map((disk) => monthly(disk, azureServices.disks, `disk ${disk.sku}`, disk.sizeGiB)),
    ...all('microsoft.storage/storageaccounts').map((account) => {
      const draws = drawsOf(seed, 'account-size', account.name);
      const gib = draws.pick([80, 2_000, 30_000]) + draws.integer(0, 999);
      return monthly(account, azureServices.accounts, `account ${account.sku}`, gib);
    }),
    ...all('microsoft.netapp/netappaccounts/capacitypools/volumes').map((volume) =>
      monthly(volume, azureServices.files, `netapp ${volume.serviceLevel}`, volume.sizeGiB),
    ),
    ...all('microsoft.storagecache/amlfilesystems').map((system) =>
      monthly(system, azureServices.lustre, `lustre ${system.sku}`, system.capacityTiB * 1024),
    ),
    ...all('microsoft.containerinstance/containergroups')
      .filter(({ state }) => state === 'Running')
      .map((group) => hourly(group, azureServices.containers, 'container core', group.cores)),
    ...all('microsoft.containerservice/managedclusters').map((cluster) =>
      hourly(cluster, azureServices.clusters, 'aks cluster'),
    ),
    ...all('microsoft.network/virtualnetworkgateways').map((gateway) =>
      hourly(
        gateway,
        gateway.purpose === 'vpn' ? azureServices.gateways : azureServices.circuits,
        `gateway ${gateway.sku}`,
      ),
    ),
    ...all('microsoft.network/expressroutecircuits').flatMap((circuit) => [
      hourly(circuit, azureServices.circuits, `circuit ${circuit.bandwidthMbps}`),
      transfer(seed, day, circuit, 'aws/us-east-1'),
    ]),
    ...all('microsoft.storage/storageaccounts')
      .filter(({ name }) => drawsOf(seed, 'public-account', name).chance(0.1))
      .map((account) => transfer(seed, day, account, null)),
  ];
}

/** Traffic out of a thing: to another provider, or to the internet where none is named. */
function transfer(seed: string, day: Day, record: AzureRecord, to: string | null): Metered {
  const line = azureLine(record, azureServices.transfers, {
    meter: to === null ? 'Standard Data Transfer Out' : 'ExpressRoute Data Transfer Out',
    unit: '1 GB',
    price: azurePrice(record.region, to === null ? 'transfer internet' : 'transfer circuit'),
    transfer: {
      kind: to === null ? 'internet' : 'between-providers',
      from: record.region,
      to: to ?? 'internet',
    },
  });
  return { line, quantity: wholeNumber(drawsOf(seed, 'transfer', idOf(record), day).integer(4, 900)) };
}
