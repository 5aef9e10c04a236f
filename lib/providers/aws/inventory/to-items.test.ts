import type { Nodegroup } from '@aws-sdk/client-eks';
import { describe, expect, it } from 'vitest';
import type { ProviderError } from '../../contract/provider-error';
import type { AwsPlace } from '../connect/region-context';
import { addAccelerators } from './add-accelerators';
import { toComputeInstance } from './compute-instances';
import { toDatabase } from './databases';
import { toEncryptionKey } from './encryption-keys';
import { toFunction } from './functions';
import { toKubernetesCluster } from './kubernetes-clusters';
import { toNodeGroup } from './node-groups';
import { toAccelerators } from './to-accelerators';
import { toItems } from './to-items';
import { toVirtualInterface } from './virtual-interfaces';
import { toVolume } from './volumes';
import { toVpnConnection } from './vpn-connections';

const place: AwsPlace = { account: '111122223333', region: 'cn-north-1', partition: 'aws-cn' };
const h100 = { model: 'NVIDIA H100', count: 8, memoryBytes: 80 * 2 ** 30 };
const gibibytes = 2 ** 30;
const noEnds = { customerGateways: new Map(), transitOwners: new Map(), isRead: () => false };

describe('an EC2 instance', () => {
  const launched = new Date('2026-11-20T00:00:00Z');
  const made = new Date('2026-01-01T00:00:00Z');

  it('is mapped field by field', () => {
    const item = toComputeInstance(
      place,
      {
        InstanceId: 'i-1',
        InstanceType: 'p5.48xlarge',
        State: { Name: 'running' },
        Placement: { AvailabilityZone: 'cn-north-1a' },
        LaunchTime: launched,
        NetworkInterfaces: [{ Attachment: { DeviceIndex: 0, AttachTime: made } }],
        Tags: [{ Key: 'Name', Value: 'trainer' }, { Key: 'empty' }],
      },
      [h100],
      null,
    );
    expect(item).toMatchObject({
      nativeId: 'arn:aws-cn:ec2:cn-north-1:111122223333:instance/i-1',
      name: 'trainer',
      zone: 'cn-north-1a',
      status: 'active',
      nativeStatus: 'running',
      size: 'p5.48xlarge',
      accelerators: [h100],
      tags: { Name: 'trainer', empty: '' },
      createdAt: made,
    });
  });

  it('says what it does not know', () => {
    const item = toComputeInstance(place, { InstanceId: 'i-1', LaunchTime: launched }, null, null);
    expect(item).toMatchObject({
      name: 'i-1',
      status: 'unknown',
      nativeStatus: null,
      zone: null,
      size: null,
      accelerators: null,
      tags: {},
      createdAt: launched,
    });
  });

  it.each([
    [{ Key: 'Name', Value: '   ' }, 'i-1'],
    [{ Key: 'Name', Value: '' }, 'i-1'],
    [{ Key: '__proto__', Value: 'x' }, 'i-1'],
  ])('with the tag %j is called %s', (tag, name) => {
    expect(toComputeInstance(place, { InstanceId: 'i-1', Tags: [tag] }, [], null)?.name).toBe(name);
  });

  it('keeps a state that is new to us, and calls it unknown', () => {
    const states = JSON.parse('["hibernating","constructor","toString"]') as ['running'];
    for (const Name of states) {
      expect(toComputeInstance(place, { InstanceId: 'i-1', State: { Name } }, [], null)).toMatchObject({
        status: 'unknown',
        nativeStatus: Name,
      });
    }
  });

  it('without an id is left out and reported', () => {
    const faults: ProviderError[] = [];
    const items = toItems('ec2:DescribeInstances', [{}, { InstanceId: 'i-1' }], faults, (each) =>
      toComputeInstance(place, each, [], null),
    );
    expect(items).toHaveLength(1);
    expect(faults).toMatchObject([{ kind: 'response-unexpected', code: 'IdentityMissing' }]);
  });
});

describe('accelerators', () => {
  it('are GPUs by vendor and model, and Neuron devices', () => {
    expect(
      toAccelerators({
        GpuInfo: { Gpus: [{ Manufacturer: 'Nvidia', Name: 'H100', Count: 8, MemoryInfo: { SizeInMiB: 81_920 } }] },
      }),
    ).toEqual([h100]);
    expect(
      toAccelerators({
        NeuronInfo: { NeuronDevices: [{ Name: 'Trainium2', Count: 16, MemoryInfo: { SizeInMiB: 98_304 } }] },
        InferenceAcceleratorInfo: { Accelerators: [{ Manufacturer: 'AWS', Name: 'Inferentia', Count: 4 }] },
      }),
    ).toEqual([{ model: 'AWS Trainium2', count: 16, memoryBytes: 96 * gibibytes }]);
    expect(
      toAccelerators({
        InferenceAcceleratorInfo: { Accelerators: [{ Manufacturer: 'AWS', Name: 'Inferentia', Count: 4 }] },
      }),
    ).toEqual([{ model: 'AWS Inferentia', count: 4, memoryBytes: null }]);
  });

  it('of a type without any are none, and of one that does not count them unknown', () => {
    expect(toAccelerators({ InstanceType: 't3.micro' })).toEqual([]);
    expect(toAccelerators({ GpuInfo: { Gpus: [{ Manufacturer: 'NVIDIA', Name: 'H100' }] } })).toBeNull();
    expect(toAccelerators({ GpuInfo: { Gpus: [{ Name: 'H100', Count: Number.NaN }] } })).toBeNull();
  });

  it('that are slices of a device count for none, and those beside them for what they are', () => {
    const slice = { Manufacturer: 'NVIDIA', Name: 'L4', Count: 1, GpuPartitionSize: 0.125 };
    const whole = { Manufacturer: 'NVIDIA', Name: 'H100', Count: 8, MemoryInfo: { SizeInMiB: 81_920 } };
    expect(toAccelerators({ GpuInfo: { Gpus: [slice] } })).toEqual([]);
    expect(toAccelerators({ GpuInfo: { Gpus: [slice, { ...whole, GpuPartitionSize: 1 }] } })).toEqual([h100]);
    expect(toAccelerators({ GpuInfo: { Gpus: [{ Name: 'L4', GpuPartitionSize: 0.5 }] } })).toEqual([]);
  });

  it('add up by model, unless a part is not known', () => {
    expect(
      addAccelerators([
        { each: [h100], instances: 4 },
        { each: [h100], instances: 1 },
      ]),
    ).toEqual([{ ...h100, count: 40 }]);
    expect(
      addAccelerators([
        { each: [h100], instances: 4 },
        { each: null, instances: 1 },
      ]),
    ).toBeNull();
    expect(
      addAccelerators([
        { each: [h100], instances: 4 },
        { each: null, instances: 0 },
      ]),
    ).toEqual([{ ...h100, count: 32 }]);
  });
});

describe('a VPN connection', () => {
  const withTunnels = (...statuses: ('UP' | 'DOWN' | undefined)[]) =>
    toVpnConnection(
      place,
      {
        VpnConnectionId: 'vpn-1',
        State: 'available',
        VgwTelemetry: statuses.map((Status) => ({ Status })),
      },
      noEnds,
    )?.status;

  it('is as well as its tunnels', () => {
    expect(withTunnels('UP', 'UP')).toBe('active');
    expect(withTunnels('UP', 'DOWN')).toBe('degraded');
    expect(withTunnels('DOWN', 'DOWN')).toBe('failed');
    expect(withTunnels('DOWN')).toBe('failed');
    expect(withTunnels('DOWN', undefined)).toBe('degraded');
  });

  it('whose tunnels say nothing is not known to work', () => {
    expect(withTunnels()).toBe('unknown');
    expect(withTunnels('UP', undefined)).toBe('unknown');
    expect(toVpnConnection(place, { VpnConnectionId: 'vpn-1', State: 'pending' }, noEnds)?.status).toBe('provisioning');
  });
});

describe('a node group', () => {
  const toGroup = (group: Nodegroup) =>
    toNodeGroup(
      place,
      { clusterName: 'a', nodegroupName: 'b' },
      group,
      new Map([
        ['p5.48xlarge', [h100]],
        ['p5.4xlarge', [{ ...h100, count: 1 }]],
        ['m5.large', []],
        ['m5a.large', []],
      ]),
    ).accelerators;

  it('has the devices of the nodes it is to have', () => {
    expect(toGroup({ instanceTypes: ['p5.48xlarge'], scalingConfig: { desiredSize: 3 } })).toEqual([
      { ...h100, count: 24 },
    ]);
    expect(toGroup({ instanceTypes: ['m5.large', 'm5a.large'], scalingConfig: { desiredSize: 3 } })).toEqual([]);
    expect(toGroup({ instanceTypes: ['p5.48xlarge'], scalingConfig: { desiredSize: 0 } })).toEqual([]);
  });

  it('does not know its devices without type or size, nor by unlike types', () => {
    expect(toGroup({ scalingConfig: { desiredSize: 3 } })).toBeNull();
    expect(toGroup({ instanceTypes: ['p5.48xlarge'] })).toBeNull();
    expect(toGroup({ instanceTypes: ['a-type-of-tomorrow'], scalingConfig: { desiredSize: 1 } })).toBeNull();
    expect(toGroup({ instanceTypes: ['p5.48xlarge', 'p5.4xlarge'], scalingConfig: { desiredSize: 3 } })).toBeNull();
  });
});

describe('the state of', () => {
  it('a cluster with health issues is degraded', () => {
    const issues = [{ code: 'Ec2SubnetNotFound' as const }];
    expect(toKubernetesCluster(place, 'a', { status: 'ACTIVE', health: { issues } }).status).toBe('degraded');
    expect(toKubernetesCluster(place, 'a', { status: 'ACTIVE', health: { issues: [] } }).status).toBe('active');
    expect(toKubernetesCluster(place, 'a', { status: 'CREATING', health: { issues } }).status).toBe('provisioning');
  });

  it('a cluster or node group that may not be read is unknown', () => {
    expect(toKubernetesCluster(place, 'a', null)).toMatchObject({ status: 'unknown', tags: null, name: 'a' });
    const group = toNodeGroup(place, { clusterName: 'a', nodegroupName: 'b' }, null, new Map());
    expect(group).toMatchObject({
      status: 'unknown',
      tags: null,
      nativeId: 'arn:aws-cn:eks:cn-north-1:111122223333:nodegroup/a/b',
    });
  });

  it('a virtual interface with a BGP peer down is degraded', () => {
    const up = { virtualInterfaceId: 'dxvif-1', virtualInterfaceState: 'available' as const };
    expect(toVirtualInterface(place, { ...up, bgpPeers: [{ bgpStatus: 'up' }] }, new Map())?.status).toBe('active');
    expect(
      toVirtualInterface(place, { ...up, bgpPeers: [{ bgpStatus: 'up' }, { bgpStatus: 'down' }] }, new Map())?.status,
    ).toBe('degraded');
  });

  it.each([
    ['available', 'active'],
    ['storage-full', 'degraded'],
    ['incompatible-network', 'failed'],
    ['a-word-of-tomorrow', 'unknown'],
  ])('a database that is %s is %s', (DBInstanceStatus, status) => {
    expect(toDatabase(place, { DBInstanceIdentifier: 'd', DBInstanceStatus })).toMatchObject({
      status,
      nativeStatus: DBInstanceStatus,
    });
  });

  it.each([
    ['postgres', 'AWS::RDS::DBInstance'],
    ['aurora-mysql', 'AWS::RDS::DBInstance'],
    ['neptune', 'AWS::Neptune::DBInstance'],
    ['docdb', 'AWS::DocDB::DBInstance'],
  ])('a database of the engine %s is an %s', (Engine, nativeType) => {
    expect(toDatabase(place, { DBInstanceIdentifier: 'd', Engine })?.nativeType).toBe(nativeType);
  });

  it('a function comes from its configuration', () => {
    const summary = { FunctionName: 'f', MemorySize: 128 };
    expect(toFunction(place, summary, { ...summary, State: 'Inactive' }, null)).toMatchObject({
      status: 'stopped',
      tags: null,
      detailed: true,
    });
    const failedUpdate = { ...summary, State: 'Active' as const, LastUpdateStatus: 'Failed' as const };
    expect(toFunction(place, summary, failedUpdate, {})?.status).toBe('degraded');
    expect(toFunction(place, summary, null, {})).toMatchObject({ status: 'unknown', size: '128 MB', detailed: false });
  });
});

describe('a volume', () => {
  it('tells its class and size', () => {
    expect(toVolume(place, { VolumeId: 'vol-1', VolumeType: 'gp3', Size: 500, State: 'in-use' }, null)).toMatchObject({
      size: 'gp3 500 GiB',
      status: 'active',
    });
    expect(toVolume(place, { VolumeId: 'vol-1' }, null)?.size).toBeNull();
  });

  it('whose checks fail is degraded', () => {
    const failing = { VolumeStatus: { Status: 'impaired' as const } };
    expect(toVolume(place, { VolumeId: 'vol-1', State: 'in-use' }, failing)?.status).toBe('degraded');
    expect(toVolume(place, { VolumeId: 'vol-1', State: 'error' }, failing)?.status).toBe('failed');
  });
});

describe('a key', () => {
  it('goes by its first alias, and by its id without one', () => {
    const entry = { KeyId: 'k', KeyArn: 'arn:k' };
    const aliased = toEncryptionKey(
      place,
      entry,
      { KeyId: 'k', KeyState: 'PendingDeletion', KeyManager: 'CUSTOMER' },
      ['alias/a', 'alias/b'],
      {},
    );
    expect(aliased).toMatchObject({ name: 'alias/a', status: 'deleting' });
    expect(JSON.parse(aliased?.raw ?? '')).toMatchObject({ KeyManager: 'CUSTOMER', Aliases: ['alias/a', 'alias/b'] });
    expect(toEncryptionKey(place, entry, null, [], null)).toMatchObject({
      name: 'k',
      status: 'unknown',
      nativeId: 'arn:k',
      detailed: false,
    });
  });

  it('whose aliases are not known is not said to go by its id', () => {
    const metadata = { KeyId: 'k', KeyState: 'Enabled' as const };
    const entry = { KeyId: 'k', KeyArn: 'arn:k' };
    expect(toEncryptionKey(place, entry, metadata, [], {})).toMatchObject({ name: 'k', detailed: true });
    expect(toEncryptionKey(place, entry, metadata, null, {})).toMatchObject({ status: 'active', detailed: false });
  });
});
