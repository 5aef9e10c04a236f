import { accounts } from '../../aws/geography';
import { nativeIdOf } from '../../aws/native-id';
import { hourMs } from '../../aws/plan/plan';
import { createWorld, type WorldSnapshot } from '../../aws/world';
import { type Day, startOfDay } from '../calendar';
import type { Metered } from '../charge';
import { type Exact, wholeNumber } from '../money';
import { machineLine } from './meter-machines';
import {
  meterAttachment,
  meterCircuit,
  meterCluster,
  meterEndpoint,
  meterKey,
  meterTraining,
  meterVpn,
} from './meter-managed';
import { meterBucket, meterDatabase, meterFileSystem, meterFunction, meterVolume } from './meter-storage';
import { meterCircuitTraffic, meterCrossTraffic, meterDownloads } from './meter-transfers';

/** Machines are looked at four times a day: one that runs then is charged for the six hours before. */
const readingMs = 6 * hourMs;
const readingHours = 6;

/** What the factory used at AWS, day by day. */
export function createAwsMeter(seed: string, scale: number): (day: Day) => Metered[] {
  const world = createWorld({ seed, scale });
  return (day) => {
    const readings = [1, 2, 3, 4].map((count) => new Date(startOfDay(day).getTime() + count * readingMs));
    const metered = meterMachines(
      seed,
      day,
      readings.map((at) => machinesOf(world.at(at))),
    );
    const last = readings.at(-1);
    if (last) metered.push(...meterThings(seed, day, world.at(last)));
    return metered;
  };
}

function machinesOf(snapshot: WorldSnapshot) {
  return Object.values(accounts)
    .flatMap(({ id }) => snapshot.listAccount('compute-instance', id))
    .filter(({ state, createdAt }) => state === 'running' && createdAt <= snapshot.at);
}

function meterMachines(seed: string, day: Day, readings: ReturnType<typeof machinesOf>[]): Metered[] {
  const hours = new Map<string, Metered>();
  for (const instance of readings.flat()) {
    const known = hours.get(instance.id);
    if (known) known.quantity += wholeNumber(readingHours);
    else hours.set(instance.id, { line: machineLine(seed, day, instance), quantity: wholeNumber(readingHours) });
  }
  return [...hours.values()];
}

/** Everything but machines, as it stands at the end of the day. What was made later that day is not there yet. */
function meterThings(seed: string, day: Day, snapshot: WorldSnapshot): Metered[] {
  const metered: (Metered | null)[] = meterCrossTraffic(seed, day);
  const start = startOfDay(day);
  const list: WorldSnapshot['listAccount'] = (kind, account) =>
    snapshot.listAccount(kind, account).filter(({ createdAt }) => kind === 'training-job' || createdAt <= start);
  for (const { id } of Object.values(accounts)) {
    metered.push(
      ...list('volume', id).map((volume) => meterVolume(volume, day)),
      ...list('file-system', id).map((each) => meterFileSystem(each, day, nativeIdOf(each))),
      ...list('bucket', id).flatMap((each) => [meterBucket(seed, each, day), meterDownloads(seed, each, day)]),
      ...list('database', id).flatMap((each) => meterDatabase(each, day, nativeIdOf(each))),
      ...list('function', id).map((each) => meterFunction(seed, each, day, nativeIdOf(each))),
      ...list('model-endpoint', id).map(meterEndpoint),
      ...list('training-job', id).map((job) => meterTraining(job, day)),
      ...list('kubernetes-cluster', id).map(meterCluster),
      ...list('encryption-key', id).map((key) => meterKey(key, day)),
      ...list('vpn-connection', id).map(meterVpn),
      ...list('transit-attachment', id).map(meterAttachment),
      ...list('private-circuit', id).map(meterCircuit),
      ...list('virtual-interface', id).map((link) => meterCircuitTraffic(seed, link, day)),
    );
  }
  return metered.filter((each): each is Metered => each !== null && each.quantity > none);
}

const none: Exact = 0n;
