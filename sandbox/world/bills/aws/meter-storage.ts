import { dayMs } from '../../aws/plan/plan';
import type { DatabaseInstance, ServerlessFunction } from '../../aws/records/platform';
import type { Bucket, FileSystem, Volume } from '../../aws/records/storage';
import { drawsOf } from '../../draws';
import { type Day, daysIn, startOfDay } from '../calendar';
import type { Metered } from '../charge';
import { type Exact, ratio, times, wholeNumber } from '../money';
import { awsLine } from './aws-line';
import { machinePrice, unitPrice } from './aws-prices';
import { awsServices } from './aws-services';

const unit = 'GB-Mo';

/** A day's part of a month of so many gibibytes. */
function monthsOf(gib: number, day: Day): Exact {
  return ratio(wholeNumber(gib), 1, daysIn(day), 10);
}

export function meterVolume(volume: Volume, day: Day): Metered {
  const { type, region, zone, id, name, sizeGiB } = volume;
  const line = awsLine({
    thing: volume,
    service: awsServices.volumes,
    zone,
    resource: { id, name, type: 'Volume' },
    usage: type === 'st1' ? 'EBS:VolumeUsage.st1' : `EBS:VolumeUsage.${type === 'io2' ? 'io2' : 'gp3'}`,
    operation: 'CreateVolume',
    family: 'Storage',
    unit,
    price: unitPrice(region, `ebs ${type}`),
    description: `GB-month of ${type} provisioned storage in ${region}`,
  });
  return { line, quantity: monthsOf(sizeGiB, day) };
}

export function meterFileSystem(fileSystem: FileSystem, day: Day, arn: string): Metered {
  const { region, name, capacityGiB, throughputPerTiB } = fileSystem;
  const line = awsLine({
    thing: fileSystem,
    service: awsServices.fileSystems,
    resource: { id: arn, name, type: 'FileSystem' },
    usage: `Storage.SSD.Lustre.${throughputPerTiB}`,
    operation: 'CreateFileSystem:Lustre',
    family: 'Storage',
    unit,
    price: unitPrice(region, `fsx ${throughputPerTiB}`),
    description: `GB-month of Lustre storage at ${throughputPerTiB} MB/s/TiB in ${region}`,
  });
  return { line, quantity: monthsOf(capacityGiB, day) };
}

/** Buckets grow by half of what they began with in a year. */
export function meterBucket(seed: string, bucket: Bucket, day: Day): Metered {
  const { region, name, createdAt } = bucket;
  const draws = drawsOf(seed, 'bucket-size', name);
  const isCold = draws.chance(0.25);
  const firstGiB = draws.pick([40, 900, 12_000, 85_000]) + draws.integer(0, 999);
  const ageDays = Math.floor((startOfDay(day).getTime() - createdAt.getTime()) / dayMs);
  const line = awsLine({
    thing: bucket,
    service: awsServices.buckets,
    resource: { id: name, name, type: 'Bucket' },
    usage: isCold ? 'TimedStorage-SIA-ByteHrs' : 'TimedStorage-ByteHrs',
    operation: isCold ? 'StandardIAStorage' : 'StandardStorage',
    family: 'Storage',
    unit,
    price: unitPrice(region, isCold ? 's3 infrequent' : 's3 standard'),
    description: `GB-month of ${isCold ? 'Standard-Infrequent Access' : 'Standard'} storage in ${region}`,
  });
  return { line, quantity: monthsOf(firstGiB + Math.floor((firstGiB * Math.max(0, ageDays)) / 730), day) };
}

/** A database’s machine, unless it is stopped, and its storage. A second zone doubles both. */
export function meterDatabase(database: DatabaseInstance, day: Day, arn: string): Metered[] {
  const { region, zone, size, name, engine, multiZone, storageGiB, status } = database;
  const copies = multiZone ? 2 : 1;
  const common = {
    thing: database,
    service: awsServices.databases,
    zone: multiZone ? null : zone,
    resource: { id: arn, name, type: 'DBInstance' },
  };
  const operation = engine === 'postgres' ? 'CreateDBInstance:0014' : 'CreateDBInstance:0002';
  const storage = awsLine({
    ...common,
    usage: multiZone ? 'RDS:Multi-AZ-GP3-Storage' : 'RDS:GP3-Storage',
    operation,
    family: 'Database Storage',
    unit,
    price: times(unitPrice(region, 'rds storage'), wholeNumber(copies)),
    description: `GB-month of provisioned storage running ${engine} in ${region}`,
  });
  const stored = { line: storage, quantity: monthsOf(storageGiB, day) };
  if (status === 'stopped') return [stored];
  const machine = awsLine({
    ...common,
    usage: `${multiZone ? 'Multi-AZUsage' : 'InstanceUsage'}:${size}`,
    operation,
    family: 'Database Instance',
    unit: 'Hrs',
    price: times(machinePrice(region, size), wholeNumber(copies)),
    size,
    description: `RDS ${size} ${multiZone ? 'Multi-AZ' : 'Single-AZ'} instance hour running ${engine}`,
  });
  return [{ line: machine, quantity: wholeNumber(24) }, stored];
}

/** Most functions are called on few days; null on the others. */
export function meterFunction(seed: string, serverless: ServerlessFunction, day: Day, arn: string): Metered | null {
  const draws = drawsOf(seed, 'invocations', serverless.account, serverless.region, serverless.name, day);
  if (serverless.state !== 'Active' || !draws.chance(0.3)) return null;
  const { region, architecture, memoryMB, name } = serverless;
  const seconds = draws.integer(200, 90_000);
  const line = awsLine({
    thing: serverless,
    service: awsServices.functions,
    resource: { id: arn, name, type: 'Function' },
    usage: architecture === 'arm64' ? 'Lambda-GB-Second-ARM' : 'Lambda-GB-Second',
    operation: 'Invoke',
    family: 'Serverless',
    unit: 'Lambda-GB-Second',
    price: unitPrice(region, `lambda ${architecture}`),
    description: `AWS Lambda - Compute (${architecture}) in ${region}`,
  });
  return { line, quantity: ratio(wholeNumber(seconds * memoryMB), 1, 1024, 10) };
}
