import { zoneIdOf } from '../../world/aws/geography';
import { findInstanceSize } from '../../world/aws/instance-catalogue';
import type { ComputeInstance } from '../../world/aws/records/machines';
import type { WireDocument } from '../protocol/wire-value';
import { tagSet } from './tag-set';

const stateCodes: Record<ComputeInstance['state'], number> = {
  pending: 0,
  running: 16,
  'shutting-down': 32,
  terminated: 48,
  stopping: 64,
  stopped: 80,
};

export function stateDocument({ state }: ComputeInstance): WireDocument {
  return { code: stateCodes[state], name: state };
}

/** One instance as DescribeInstances writes it. A terminated one has lost its network and its volumes. */
export function instanceDocument(instance: ComputeInstance): WireDocument {
  const size = findInstanceSize(instance.size);
  const isGone = instance.state === 'terminated';
  return {
    instanceId: instance.id,
    imageId: instance.image,
    instanceState: stateDocument(instance),
    privateDnsName: isGone ? '' : privateNameOf(instance),
    dnsName: instance.publicAddress === null ? '' : publicNameOf(instance, instance.publicAddress),
    reason: isGone ? 'User initiated' : '',
    amiLaunchIndex: 0,
    productCodes: [],
    instanceType: instance.size,
    launchTime: instance.createdAt,
    placement: {
      availabilityZone: instance.zone,
      availabilityZoneId: zoneIdOf(instance.zone),
      groupName: '',
      tenancy: 'default',
    },
    monitoring: { state: 'disabled' },
    ...(isGone
      ? {
          stateReason: {
            code: 'Client.UserInitiatedShutdown',
            message: 'Client.UserInitiatedShutdown: User initiated shutdown',
          },
        }
      : {
          subnetId: instance.subnet,
          vpcId: instance.network,
          privateIpAddress: instance.privateAddress,
          ipAddress: instance.publicAddress,
          sourceDestCheck: true,
        }),
    groupSet: isGone ? [] : [securityGroup(instance)],
    architecture: size?.architecture ?? 'x86_64',
    rootDeviceType: 'ebs',
    rootDeviceName: '/dev/xvda',
    blockDeviceMapping: instance.volumes.map(({ id, device, attachedAt }) => ({
      deviceName: device,
      ebs: { volumeId: id, status: 'attached', attachTime: attachedAt, deleteOnTermination: device === '/dev/xvda' },
    })),
    virtualizationType: 'hvm',
    clientToken: '',
    tagSet: tagSet(instance.tags),
    hypervisor: 'xen',
    networkInterfaceSet: isGone ? [] : [networkInterface(instance)],
    ...(instance.purchase === 'on-demand' ? {} : { instanceLifecycle: instance.purchase }),
    ebsOptimized: true,
    enaSupport: true,
    ...(size
      ? { cpuOptions: { coreCount: size.vcpus / size.threadsPerCore, threadsPerCore: size.threadsPerCore } }
      : {}),
    capacityReservationSpecification: { capacityReservationPreference: 'open' },
    hibernationOptions: { configured: false },
    metadataOptions: {
      state: 'applied',
      httpTokens: 'required',
      httpPutResponseHopLimit: 2,
      httpEndpoint: 'enabled',
      httpProtocolIpv6: 'disabled',
      instanceMetadataTags: 'disabled',
    },
    enclaveOptions: { enabled: false },
    platformDetails: 'Linux/UNIX',
    usageOperation: 'RunInstances',
    usageOperationUpdateTime: instance.createdAt,
    maintenanceOptions: { autoRecovery: 'default' },
  };
}

function networkInterface(instance: ComputeInstance): WireDocument {
  return {
    networkInterfaceId: instance.networkInterface,
    subnetId: instance.subnet,
    vpcId: instance.network,
    description: '',
    ownerId: instance.account,
    status: 'in-use',
    macAddress: `06:${(instance.networkInterface.slice(-10).match(/../g) ?? []).join(':')}`,
    privateIpAddress: instance.privateAddress,
    privateDnsName: privateNameOf(instance),
    sourceDestCheck: true,
    groupSet: [securityGroup(instance)],
    attachment: {
      attachmentId: `eni-attach-${instance.networkInterface.slice(4)}`,
      deviceIndex: 0,
      networkCardIndex: 0,
      status: 'attached',
      attachTime: instance.createdAt,
      deleteOnTermination: true,
    },
    privateIpAddressesSet: [
      { privateIpAddress: instance.privateAddress, privateDnsName: privateNameOf(instance), primary: true },
    ],
    interfaceType: 'interface',
  };
}

function securityGroup({ securityGroup: groupId, nodeGroup }: ComputeInstance): WireDocument {
  return { groupId, groupName: nodeGroup === null ? 'factory-machines' : 'factory-nodes' };
}

/** The name a machine goes by in its network. */
export function privateNameOf({ privateAddress, region }: ComputeInstance): string {
  const domain = region === 'us-east-1' ? 'ec2.internal' : `${region}.compute.internal`;
  return `ip-${privateAddress.replaceAll('.', '-')}.${domain}`;
}

function publicNameOf({ region }: ComputeInstance, address: string): string {
  const domain = region === 'us-east-1' ? 'compute-1.amazonaws.com' : `${region}.compute.amazonaws.com`;
  return `ec2-${address.replaceAll('.', '-')}.${domain}`;
}
