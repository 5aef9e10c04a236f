import { hourMs } from '../../aws/plan/plan';
import { drawsOf } from '../../draws';
import { regionOf } from '../../google-cloud/geography';
import type { Disk, Instance } from '../../google-cloud/records/compute';
import type { Attachment, Interconnect, VpnTunnel } from '../../google-cloud/records/network';
import type { Bucket, Cluster, Filestore, RunService } from '../../google-cloud/records/platform';
import { createWorld, type WorldSnapshot } from '../../google-cloud/world';
import { type Day, daysIn, startOfDay } from '../calendar';
import type { Metered } from '../charge';
import { ratio, times, wholeNumber } from '../money';
import { googlePrice, googleServices } from './google-catalogue';
import { googleLine } from './google-line';
import { machineHour, meterEndpoint, meterJob, meterTpu } from './meter-machines';

/** Machines are looked at twice a day: one that runs then is charged for the twelve hours before. */
const readingMs = 12 * hourMs;
const readingHours = 12;
const wholeDay = wholeNumber(24);

/** Whom the factory’s interconnects lead to. */
const peers: Readonly<Record<string, string>> = { 'us-east4': 'aws/us-east-1', 'europe-west3': 'aws/eu-central-1' };

/** What the factory used at Google Cloud, day by day. */
export function createGoogleCloudMeter(seed: string, scale: number): (day: Day) => Metered[] {
  const world = createWorld({ seed, scale });
  return (day) => {
    const readings = [1, 2].map((count) => new Date(startOfDay(day).getTime() + count * readingMs));
    const metered = new Map<string, Metered>();
    for (const at of readings) {
      for (const instance of world.at(at).list('instance')) {
        if (instance.status === 'RUNNING' && instance.createdAt <= at) addHours(metered, seed, day, instance);
      }
    }
    const last = readings.at(-1);
    return [...metered.values(), ...(last ? meterThings(seed, day, world.at(last)) : [])];
  };
}

function addHours(metered: Map<string, Metered>, seed: string, day: Day, instance: Instance): void {
  for (const { line, quantity } of machineHour(seed, day, instance)) {
    const hours = quantity * BigInt(readingHours);
    const known = metered.get(line.key);
    if (known) known.quantity += hours;
    else metered.set(line.key, { line, quantity: hours });
  }
}

function meterThings(seed: string, day: Day, snapshot: WorldSnapshot): Metered[] {
  const start = startOfDay(day);
  const list: WorldSnapshot['list'] = (kind) =>
    snapshot.list(kind).filter(({ createdAt }) => kind === 'custom-job' || createdAt <= start);
  return [
    ...list('disk').map((disk) => meterDisk(disk, day)),
    ...list('tpu-node').map(meterTpu),
    ...list('endpoint').flatMap(meterEndpoint),
    ...list('custom-job').flatMap((job) => meterJob(job, day)),
    ...list('cluster').map(meterCluster),
    ...list('bucket').flatMap((bucket) => [meterBucket(seed, bucket, day), meterDownloads(seed, bucket, day)]),
    ...list('filestore').map((filestore) => meterFilestore(filestore, day)),
    ...list('run-service').map((service) => meterRun(seed, service, day)),
    ...list('vpn-tunnel').map(meterTunnel),
    ...list('interconnect').map(meterInterconnect),
    ...list('attachment').map((attachment) => meterCircuitTraffic(seed, attachment, day)),
  ].filter((each): each is Metered => each !== null);
}

const perMonth = (gib: number, day: Day) => ratio(wholeNumber(gib), 1, daysIn(day), 9);

function meterDisk(disk: Disk, day: Day): Metered {
  const price = googlePrice(regionOf(disk.location), disk.type);
  const line = googleLine({
    thing: disk,
    service: googleServices.disks,
    type: 'compute.googleapis.com/Disk',
    meter: `${disk.type} capacity`,
    unit: 'gibibyte month',
    price,
  });
  return { line, quantity: perMonth(disk.sizeGb, day) };
}

function meterCluster(cluster: Cluster): Metered {
  const price = googlePrice(regionOf(cluster.location), 'gke cluster');
  const type = 'container.googleapis.com/Cluster';
  const meter = 'Regional Kubernetes cluster';
  const line = googleLine({ thing: cluster, service: googleServices.clusters, type, meter, unit: 'hour', price });
  return { line, quantity: wholeDay };
}

function meterBucket(seed: string, bucket: Bucket, day: Day): Metered {
  const draws = drawsOf(seed, 'bucket-size', bucket.fullName);
  const gib = draws.pick([60, 1_500, 18_000, 140_000]) + draws.integer(0, 999);
  const line = googleLine({
    thing: bucket,
    service: googleServices.buckets,
    type: 'storage.googleapis.com/Bucket',
    meter: `${bucket.storageClass} storage`,
    unit: 'gibibyte month',
    price: googlePrice(regionOf(bucket.location), `bucket ${bucket.storageClass}`),
  });
  return { line, quantity: perMonth(gib, day) };
}

/** Traffic to the internet; null for buckets that nobody outside reads. */
function meterDownloads(seed: string, bucket: Bucket, day: Day): Metered | null {
  if (!drawsOf(seed, 'public-bucket', bucket.fullName).chance(0.1)) return null;
  const region = regionOf(bucket.location);
  const line = googleLine({
    thing: bucket,
    service: googleServices.buckets,
    type: 'storage.googleapis.com/Bucket',
    meter: 'Download Worldwide Destinations',
    unit: 'gibibyte',
    price: googlePrice(region, 'transfer internet'),
    transfer: { kind: 'internet', from: region, to: 'internet' },
  });
  return { line, quantity: wholeNumber(drawsOf(seed, 'transfer', bucket.fullName, day).integer(4, 600)) };
}

function meterFilestore(filestore: Filestore, day: Day): Metered {
  const line = googleLine({
    thing: filestore,
    service: googleServices.files,
    type: 'file.googleapis.com/Instance',
    meter: `Filestore capacity ${filestore.tier}`,
    unit: 'gibibyte month',
    price: googlePrice(regionOf(filestore.location), `filestore ${filestore.tier}`),
  });
  return { line, quantity: perMonth(filestore.capacityGb, day) };
}

/** Services answer on most days; null on the others. */
function meterRun(seed: string, service: RunService, day: Day): Metered | null {
  const draws = drawsOf(seed, 'requests', service.fullName, day);
  if (!draws.chance(0.6)) return null;
  const line = googleLine({
    thing: service,
    service: googleServices.run,
    type: 'run.googleapis.com/Service',
    meter: 'Services CPU',
    unit: 'second',
    price: googlePrice(regionOf(service.location), 'run cpu'),
  });
  return { line, quantity: wholeNumber(draws.integer(2_000, 400_000)) };
}

function meterTunnel(tunnel: VpnTunnel): Metered {
  const type = 'compute.googleapis.com/VpnTunnel';
  const price = googlePrice(regionOf(tunnel.location), 'vpn tunnel');
  const line = googleLine({
    thing: tunnel,
    service: googleServices.networks,
    type,
    meter: 'VPN tunnel',
    unit: 'hour',
    price,
  });
  return { line, quantity: wholeDay };
}

function meterInterconnect(interconnect: Interconnect): Metered {
  const line = googleLine({
    thing: interconnect,
    service: googleServices.networks,
    type: 'compute.googleapis.com/Interconnect',
    meter: `Dedicated Interconnect ${interconnect.linkType}`,
    unit: 'hour',
    price: times(googlePrice('global', `interconnect ${interconnect.linkType}`), wholeNumber(interconnect.links)),
  });
  return { line, quantity: wholeDay };
}

/** Traffic over an interconnect to where another provider is met; null where it leads elsewhere. */
function meterCircuitTraffic(seed: string, attachment: Attachment, day: Day): Metered | null {
  const region = regionOf(attachment.location);
  const to = peers[region];
  if (to === undefined) return null;
  const line = googleLine({
    thing: attachment,
    service: googleServices.networks,
    type: 'compute.googleapis.com/InterconnectAttachment',
    meter: 'Interconnect data transfer out',
    unit: 'gibibyte',
    price: googlePrice(region, 'transfer circuit'),
    transfer: { kind: 'between-providers', from: region, to },
  });
  return { line, quantity: wholeNumber(drawsOf(seed, 'transfer', attachment.fullName, day).integer(900, 9_000)) };
}
