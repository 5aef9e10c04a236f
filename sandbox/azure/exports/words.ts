import { dayMs } from '../../world/aws/plan/plan';
import { type Day, dayOf, startOfDay } from '../../world/bills/calendar';
import type { BillLine } from '../../world/bills/charge';

const regionNames: Readonly<Record<string, string>> = {
  eastus: 'East US',
  southcentralus: 'South Central US',
  northeurope: 'North Europe',
  germanywestcentral: 'Germany West Central',
  swedencentral: 'Sweden Central',
};

const typeNames: Readonly<Record<string, string>> = {
  'microsoft.compute/virtualmachines': 'Virtual machine',
  'microsoft.compute/virtualmachinescalesets': 'Virtual machine scale set',
  'microsoft.compute/disks': 'Disk',
  'microsoft.containerinstance/containergroups': 'Container instances',
  'microsoft.containerservice/managedclusters': 'Kubernetes service',
  'microsoft.netapp/netappaccounts/capacitypools/volumes': 'Volume',
  'microsoft.network/expressroutecircuits': 'ExpressRoute circuit',
  'microsoft.network/virtualnetworkgateways': 'Virtual network gateway',
  'microsoft.storage/storageaccounts': 'Storage account',
  'microsoft.storagecache/amlfilesystems': 'Azure Managed Lustre',
};

const units: Readonly<Record<string, string>> = {
  '1 Hour': 'Hours',
  Hours: 'Hours',
  '1 GB': 'GB',
  '1 GB/Month': 'GB/Month',
};

/** What bills call a region; null where they name none. */
export function regionNameOf(region: string | null): string | null {
  return region === null ? null : (regionNames[region] ?? region);
}

/** A type as people are shown it; null where the charge is for no resource of Resource Manager. */
export function typeNameOf({ resource }: BillLine): string | null {
  return resource ? (typeNames[resource.type.toLowerCase()] ?? resource.type) : null;
}

/** The unit that one unit of measure counts, e.g. `Hours` of `1 Hour`; null where nothing is counted. */
export function unitOf({ sku }: BillLine): string | null {
  return sku.unit === '' ? null : (units[sku.unit] ?? sku.unit);
}

/** The resource group an id names; null where it names none. */
export function resourceGroupOf({ resource }: BillLine): string | null {
  return /\/resourceGroups\/([^/]+)\//i.exec(resource?.id ?? '')?.[1] ?? null;
}

/** The namespace of the resource's provider; null where the charge is for none. */
export function namespaceOf({ resource }: BillLine): string | null {
  return resource?.type.includes('/') ? (resource.type.split('/')[0] ?? null) : null;
}

/** Metadata of a machine's meter, as a JSON object; null for what has none. */
export function detailsOf({ sku, resource }: BillLine, prefix = ''): string | null {
  if (sku.size === null) return null;
  return JSON.stringify({
    [`${prefix}ServiceType`]: sku.size,
    [`${prefix}ImageType`]: 'Canonical',
    [`${prefix}VMName`]: resource?.name ?? null,
  });
}

/** A meter's identifier, a GUID made of its SKU. */
export function meterIdOf({ sku }: BillLine): string {
  const hex = Buffer.from(sku.id.padEnd(16, '0')).toString('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

/** The day before. */
export function dayBefore(day: Day): Day {
  return dayOf(new Date(startOfDay(day).getTime() - dayMs));
}
