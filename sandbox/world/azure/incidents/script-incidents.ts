import { drawsOf } from '../../draws';
import { updatingWindow } from '../../updating-window';
import { type Region, type SubscriptionName, subscriptions } from '../geography';
import { addPatch } from '../plan/add-patch';
import { dayMs, hourMs, type PlanContext } from '../plan/plan';
import { failedPool } from '../plan/plan-clusters';
import type { AzureRecord, AzureType, RecordOf } from '../records';
import type { CircuitPeering } from '../records/links';
import type { VirtualMachine } from '../records/machines';
import { idOf } from '../resource-id';

/** Writes the incidents into the plan; what else goes wrong on links is scripted in `world/links`. */
export function scriptIncidents(context: PlanContext): void {
  scriptLinks(context);
  scriptMachines(context);
  scriptStorage(context);
  scriptModels(context);
}

function scriptLinks(context: PlanContext): void {
  patchNamed(
    context,
    'microsoft.network/expressroutecircuits',
    'shared',
    'germanywestcentral',
    'er-frankfurt-b',
    (record) => ({
      ...record,
      peerings: record.peerings.map(
        (peering): CircuitPeering =>
          peering.name === 'AzurePrivatePeering' ? { ...peering, state: 'Disabled' } : peering,
      ),
    }),
  );
}

function scriptMachines(context: PlanContext): void {
  deallocateWhile(context, 'training', 'eastus', 'pretrain-h100-004', () => true);
  for (let number = 1; number <= 6; number++) {
    deallocateWhile(context, 'research', 'southcentralus', `workstation-a100-00${number}`, isNight);
  }
  patchNamed(
    context,
    'microsoft.containerservice/managedclusters',
    'serving',
    'germanywestcentral',
    failedPool.cluster,
    (record) => ({
      ...record,
      pools: record.pools.map((pool) => (pool.name === failedPool.pool ? { ...pool, provisioning: 'Failed' } : pool)),
    }),
  );
}

function scriptStorage(context: PlanContext): void {
  patchNamed(
    context,
    'microsoft.storagecache/amlfilesystems',
    'training',
    'southcentralus',
    'amlfs-checkpoints-002',
    (record) => ({ ...record, health: 'Degraded' }),
  );
}

/** One endpoint never came up; every ground's first takes a new model now and then. */
function scriptModels(context: PlanContext): void {
  const type = 'microsoft.machinelearningservices/workspaces/onlineendpoints';
  const endpoints = context.standing.filter((record) => record.type === type);
  const failed = endpoints.find(({ subscription }) => subscription === subscriptions.serving.id);
  if (!failed) throw new Error('The incident script wants an endpoint the factory does not have.');
  addPatch(context, type, idOf(failed), (record) => ({ ...record, provisioning: 'Failed' }));
  for (const endpoint of endpoints.filter((_, index) => index % 20 === 11)) {
    const updates = updatingWindow(drawsOf(context.seed, 'endpoint-window', idOf(endpoint)), {
      everyHours: 9,
      minutes: 25,
    });
    addPatch(context, type, idOf(endpoint), (record, now) =>
      updates(now) ? { ...record, provisioning: 'Updating' } : record,
    );
  }
}

/** From 20:00 to 06:00 UTC. */
function isNight(now: Date): boolean {
  const hour = Math.floor((now.getTime() % dayMs) / hourMs);
  return hour >= 20 || hour < 6;
}

/** A deallocated machine keeps its disks, which then wait for it. */
function deallocateWhile(
  context: PlanContext,
  subscription: SubscriptionName,
  region: Region,
  name: string,
  isOff: (now: Date) => boolean,
): void {
  const type = 'microsoft.compute/virtualmachines';
  const machine = findNamed(context, type, subscription, region, name);
  addPatch(
    context,
    type,
    idOf(machine),
    (record, now): VirtualMachine => (isOff(now) ? { ...record, power: 'deallocated' } : record),
  );
  for (const id of [machine.osDisk, ...machine.dataDisks.map((disk) => disk.id)]) {
    addPatch(context, 'microsoft.compute/disks', id, (record, now) =>
      isOff(now) ? { ...record, state: 'Reserved' } : record,
    );
  }
}

function patchNamed<T extends AzureType>(
  context: PlanContext,
  type: T,
  subscription: SubscriptionName,
  region: Region,
  name: string,
  change: (record: RecordOf<T>, now: Date) => RecordOf<T>,
): void {
  addPatch(context, type, idOf(findNamed(context, type, subscription, region, name)), change);
}

/** The one thing of that type, place and name; the script is wrong when there is none. */
function findNamed<T extends AzureType>(
  { standing }: PlanContext,
  type: T,
  subscription: SubscriptionName,
  region: Region,
  name: string,
): RecordOf<T> {
  const isWanted = (record: AzureRecord): record is RecordOf<T> =>
    record.type === type &&
    record.subscription === subscriptions[subscription].id &&
    record.region === region &&
    record.name === name;
  const found = standing.find(isWanted);
  if (!found) throw new Error(`The incident script names a ${type} the factory does not have: ${name} in ${region}.`);
  return found;
}
