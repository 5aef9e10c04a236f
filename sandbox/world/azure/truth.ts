import type { Accelerator, ResourceKind } from '../../../lib/domain/resource';
import type { Truth, TruthResource } from '../truth';
import { subscriptions, tenant } from './geography';
import type { Throttling } from './incidents/throttling';
import { lifecycleOf, lifecycleOfProvisioning, nativeStatusOf } from './lifecycle-of';
import { machineSizeOf } from './machine-sizes';
import { type AzureRecord, type AzureType, azureTypes } from './records';
import type { Circuit, VirtualNetwork } from './records/links';
import type { ManagedCluster } from './records/machines';
import { idOf, providerNameOf } from './resource-id';
import type { AzureSnapshot } from './world';

/** What is really there in the directory. */
export interface AzureTruth extends Truth {
  tenantId: string;
  subscriptions: { id: string; name: string }[];
  /** What may not be queried now, and until when; null when all may. */
  throttling: Throttling | null;
}

/** What the console calls each type; null for those it has no word for. */
const kinds: Readonly<Record<AzureType, ResourceKind | null>> = {
  'microsoft.compute/virtualmachines': 'compute-instance',
  'microsoft.compute/virtualmachinescalesets': 'instance-group',
  'microsoft.containerservice/managedclusters': 'kubernetes-cluster',
  'microsoft.containerinstance/containergroups': 'container-service',
  'microsoft.compute/disks': 'volume',
  'microsoft.storage/storageaccounts': 'storage-account',
  'microsoft.netapp/netappaccounts/capacitypools/volumes': 'file-system',
  'microsoft.storagecache/amlfilesystems': 'file-system',
  'microsoft.network/virtualnetworks': 'network',
  'microsoft.network/virtualnetworkgateways': 'vpn-gateway',
  'microsoft.network/localnetworkgateways': null,
  'microsoft.network/connections': 'vpn-connection',
  'microsoft.network/expressroutecircuits': 'private-circuit',
  'microsoft.network/expressrouteports': 'circuit-port',
  'microsoft.network/networkwatchers': null,
  'microsoft.network/networkwatchers/connectionmonitors': null,
  'microsoft.machinelearningservices/workspaces': 'ml-workspace',
  'microsoft.machinelearningservices/workspaces/onlineendpoints': 'model-endpoint',
};

/** Of gateways and connections that are for circuits. */
const circuitKinds = {
  'microsoft.network/virtualnetworkgateways': 'transit-gateway',
  'microsoft.network/connections': 'transit-attachment',
} as const;

export function readAzureTruth(snapshot: AzureSnapshot): AzureTruth {
  return {
    at: snapshot.at,
    tenantId: tenant.id,
    subscriptions: Object.values(subscriptions).map(({ id, name }) => ({ id, name })),
    throttling: snapshot.throttling,
    resources: azureTypes.flatMap((type) => snapshot.list(type).flatMap(({ record }) => toTruths(record))),
  };
}

/** A record, and the things that the provider keeps inside it. */
function toTruths(record: AzureRecord): TruthResource[] {
  const kind = 'purpose' in record && record.purpose === 'circuit' ? circuitKinds[record.type] : kinds[record.type];
  if (kind === null) return [];
  const own = toTruth(record, kind);
  switch (record.type) {
    case 'microsoft.network/virtualnetworks':
      return [own, ...subnetsOf(own, record)];
    case 'microsoft.containerservice/managedclusters':
      return [own, ...poolsOf(own, record)];
    case 'microsoft.network/expressroutecircuits':
      return [own, ...peeringsOf(own, record)];
    default:
      return [own];
  }
}

function toTruth(record: AzureRecord, kind: ResourceKind): TruthResource {
  const size = 'size' in record ? record.size : null;
  const machines = record.type === 'microsoft.compute/virtualmachinescalesets' ? record.capacity : 1;
  return {
    kind,
    nativeId: idOf(record).toLowerCase(),
    shortId: record.name,
    name: providerNameOf(record),
    account: record.subscription,
    region: record.region,
    zone: 'zone' in record ? record.zone : null,
    status: lifecycleOf(record),
    nativeStatus: nativeStatusOf(record),
    size,
    accelerators: size === null ? [] : acceleratorsOf(size, machines),
    tags: record.tags,
    createdAt: record.createdAt,
  };
}

function subnetsOf(network: TruthResource, { subnets }: VirtualNetwork): TruthResource[] {
  return subnets.map(({ name }) => ({
    ...inside(network, 'subnet', 'subnets', name),
    status: 'active',
    nativeStatus: 'Succeeded',
  }));
}

function poolsOf(cluster: TruthResource, { pools }: ManagedCluster): TruthResource[] {
  return pools.map(({ name, size, count, provisioning, power }) => ({
    ...inside(cluster, 'node-group', 'agentpools', name),
    status: power === 'Stopped' ? 'stopped' : lifecycleOfProvisioning(provisioning),
    nativeStatus: power === 'Stopped' ? 'Stopped' : provisioning,
    size,
    accelerators: acceleratorsOf(size, count),
  }));
}

function peeringsOf(circuit: TruthResource, { peerings }: Circuit): TruthResource[] {
  return peerings.map(({ name, state }) => ({
    ...inside(circuit, 'virtual-interface', 'peerings', name),
    status: state === 'Enabled' ? 'active' : 'stopped',
    nativeStatus: state,
  }));
}

/** A thing kept inside another: placed as that is, with no tags of its own. */
function inside(outer: TruthResource, kind: ResourceKind, step: string, name: string): TruthResource {
  const nativeId = `${outer.nativeId}/${step}/${name.toLowerCase()}`;
  return { ...outer, kind, nativeId, shortId: name, name, zone: null, size: null, accelerators: [], tags: {} };
}

const bytesPerGiB = 1024 ** 3;

function acceleratorsOf(size: string, machines: number): Accelerator[] {
  const { accelerator } = machineSizeOf(size);
  if (!accelerator || machines === 0) return [];
  const { model, count, memoryGiB } = accelerator;
  return [{ model, count: count * machines, memoryBytes: memoryGiB * bytesPerGiB }];
}
