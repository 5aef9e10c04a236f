import { nativeIdOf } from '../../aws/native-id';
import { hourMs } from '../../aws/plan/plan';
import type { PrivateCircuit, TransitAttachment, VpnConnection } from '../../aws/records/links';
import type { KubernetesCluster } from '../../aws/records/machines';
import type { ModelEndpoint, TrainingJob } from '../../aws/records/models';
import type { EncryptionKey } from '../../aws/records/platform';
import { type Day, daysIn, startOfDay } from '../calendar';
import type { Metered } from '../charge';
import { type Exact, exact, ratio, times, wholeNumber } from '../money';
import { awsLine } from './aws-line';
import { machinePrice, unitPrice } from './aws-prices';
import { awsServices } from './aws-services';

const wholeDay = wholeNumber(24);

/** The machines behind an endpoint; null while none serve. */
export function meterEndpoint(endpoint: ModelEndpoint): Metered | null {
  const { region, size, count, status, name } = endpoint;
  if (status === 'Failed' || status === 'Creating' || status === 'OutOfService') return null;
  const line = awsLine({
    thing: endpoint,
    service: awsServices.models,
    resource: { id: nativeIdOf(endpoint), name, type: 'Endpoint' },
    usage: `Host:${size}`,
    operation: 'RunInstance',
    family: 'ML Instance',
    unit: 'Hrs',
    price: machinePrice(region, size),
    size,
    description: `${size} hosting hour in ${region}`,
  });
  return { line, quantity: wholeNumber(24 * count) };
}

/** The hours a job’s machines ran on a day, to the second; null when they did not. */
export function meterTraining(job: TrainingJob, day: Day): Metered | null {
  const { region, size, count, name, startedAt, endedAt, spot } = job;
  const dayStart = startOfDay(day).getTime();
  const from = Math.max(dayStart, startedAt?.getTime() ?? Number.POSITIVE_INFINITY);
  const to = Math.min(dayStart + 24 * hourMs, endedAt?.getTime() ?? Number.POSITIVE_INFINITY);
  if (!(to > from)) return null;
  const price = machinePrice(region, size);
  const line = awsLine({
    thing: job,
    service: awsServices.models,
    resource: { id: nativeIdOf(job), name, type: 'TrainingJob' },
    usage: `Train:${size}${spot ? '-Spot' : ''}`,
    operation: 'RunInstance',
    family: 'ML Instance',
    unit: 'Hrs',
    price,
    size,
    description: `${size} ${spot ? 'managed spot ' : ''}training hour in ${region}`,
    ...(spot && { spotPrice: times(price, exact('0.36'), 4) }),
  });
  return { line, quantity: ratio(wholeNumber(Math.floor((to - from) / 1000) * count), 1, 3600, 10) };
}

export function meterCluster(cluster: KubernetesCluster): Metered {
  const { region, name } = cluster;
  const line = awsLine({
    thing: cluster,
    service: awsServices.clusters,
    resource: { id: nativeIdOf(cluster), name, type: 'Cluster' },
    usage: 'AmazonEKS-Hours:perCluster',
    operation: 'CreateOperation',
    family: 'Compute',
    unit: 'Hours',
    price: unitPrice(region, 'eks cluster'),
    description: `Amazon EKS cluster usage in ${region}`,
  });
  return { line, quantity: wholeDay };
}

/** A day’s part of a key’s month; null for keys that cost nothing. */
export function meterKey(key: EncryptionKey, day: Day): Metered | null {
  if (key.keyManager === 'AWS' || key.state === 'PendingDeletion') return null;
  const line = awsLine({
    thing: key,
    service: awsServices.keys,
    resource: { id: nativeIdOf(key), name: key.alias, type: 'Key' },
    usage: 'KMS-Keys',
    operation: 'Unknown',
    family: 'Encryption Key',
    unit: 'Keys',
    price: unitPrice(key.region, 'kms key'),
    description: `$1 per customer managed KMS key version in ${key.region}`,
  });
  return { line, quantity: proRated(day) };
}

export function meterVpn(connection: VpnConnection): Metered {
  const line = awsLine({
    thing: connection,
    service: awsServices.networks,
    resource: { id: nativeIdOf(connection), name: connection.name, type: 'VpnConnection' },
    usage: 'VPN-Usage-Hours:ipsec.1',
    operation: 'CreateVpnConnection',
    family: 'Cloud Connectivity',
    unit: 'Hrs',
    price: unitPrice(connection.region, 'vpn connection'),
    description: `VPN connection-hour in ${connection.region}`,
  });
  return { line, quantity: wholeDay };
}

export function meterAttachment(attachment: TransitAttachment): Metered {
  const line = awsLine({
    thing: attachment,
    service: awsServices.networks,
    resource: { id: nativeIdOf(attachment), name: attachment.name, type: 'TransitGatewayAttachment' },
    usage: 'TransitGateway-Hours',
    operation: attachment.resourceType === 'vpc' ? 'TransitGatewayVPC' : 'TransitGatewayVPN',
    family: 'Cloud Connectivity',
    unit: 'hour',
    price: unitPrice(attachment.region, 'transit attachment'),
    description: `Transit Gateway attachment-hour in ${attachment.region}`,
  });
  return { line, quantity: wholeDay };
}

/** Ports are paid whether light arrives or not. */
export function meterCircuit(circuit: PrivateCircuit): Metered {
  const { region, bandwidth, location } = circuit;
  const line = awsLine({
    thing: circuit,
    service: awsServices.circuits,
    resource: { id: nativeIdOf(circuit), name: circuit.name, type: 'Connection' },
    usage: `PortUsage:${bandwidth.replace('bps', '')}`,
    operation: 'CreateConnection',
    family: 'Direct Connect',
    unit: 'Hrs',
    price: unitPrice(region, `port ${bandwidth}`),
    description: `${bandwidth} dedicated port-hour at ${location}`,
  });
  return { line, quantity: wholeDay };
}

function proRated(day: Day): Exact {
  return ratio(wholeNumber(1), 1, daysIn(day), 10);
}
