import { describe, expect, it } from 'vitest';
import type { InventoryItem } from '@/lib/domain/resource';
import { localGatewayType } from './links/gateway-ends';
import { type Deployment, toDeployment, withDeployments } from './machine-learning';
import { deploymentType, toQuery, typeGroups } from './resource-groups';
import { type ResourceRow, toResourceRow } from './resource-row';

const gibibyte = 2 ** 30;
const subscription = '11111111-2222-3333-4444-555555555555';

interface Facts {
  name?: string;
  properties?: object;
  sku?: object;
  zones?: string[] | null;
  tags?: object | null;
  location?: string;
  kind?: string;
}

/** A row as Resource Graph writes it. */
function rowOf(type: string, facts: Facts = {}): ResourceRow {
  const { name = 'Thing-1', ...rest } = facts;
  const row = toResourceRow({
    id: `/subscriptions/${subscription}/resourceGroups/RG/providers/${type}/${name}`,
    name,
    type: type.toLowerCase(),
    kind: '',
    location: 'westeurope',
    sku: null,
    zones: null,
    tags: null,
    properties: {},
    ...rest,
  });
  if (row === null) throw new Error('No row.');
  return row;
}

function itemsOf(type: string, facts: Facts = {}): InventoryItem[] {
  const row = rowOf(type, facts);
  return typeGroups.flatMap(({ types }) => types[row.type]?.(row) ?? []);
}

function itemOf(type: string, facts: Facts = {}): InventoryItem {
  const [item] = itemsOf(type, facts);
  if (item === undefined) throw new Error('No item.');
  return item;
}

const powered = (code: string, provisioningState = 'Succeeded', vmSize = 'Standard_ND96isr_H100_v5') => ({
  provisioningState,
  hardwareProfile: { vmSize },
  timeCreated: '2026-01-02T03:04:05.678Z',
  extended: { instanceView: { powerState: { code, displayStatus: 'VM' } } },
});

describe('a row of Resource Graph', () => {
  it('becomes an item with its id in lower case, its region in Azure’s short form and no tags where there are none', () => {
    expect(itemOf('Microsoft.Compute/virtualMachines', { location: 'West Europe', zones: ['2'] })).toMatchObject({
      nativeId: `/subscriptions/${subscription}/resourcegroups/rg/providers/microsoft.compute/virtualmachines/thing-1`,
      nativeType: 'microsoft.compute/virtualmachines',
      name: 'Thing-1',
      account: subscription,
      region: 'westeurope',
      zone: '2',
      tags: {},
      detailed: true,
    });
  });

  it('is in no zone when it is in several', () => {
    expect(itemOf('Microsoft.Storage/storageAccounts', { zones: ['1', '2'] }).zone).toBeNull();
  });

  it('is nothing without an id or type, and unknown where its document says nothing', () => {
    expect(toResourceRow({ type: 'x', name: 'x' })).toBeNull();
    expect(toResourceRow({ id: '/subscriptions/s/x' })).toBeNull();
    expect(toResourceRow('row')).toBeNull();
    for (const { types } of typeGroups)
      for (const type of Object.keys(types).filter((each) => each !== deploymentType && each !== localGatewayType))
        expect(itemOf(type, { properties: { provisioningState: 7 } })).toMatchObject({ status: 'unknown' });
  });
});

describe('a virtual machine', () => {
  it.each([
    ['PowerState/running', 'Succeeded', 'active', 'PowerState/running'],
    ['PowerState/running', 'Updating', 'active', 'PowerState/running'],
    ['PowerState/running', 'Failed', 'degraded', 'Failed'],
    ['PowerState/deallocated', 'Succeeded', 'stopped', 'PowerState/deallocated'],
    ['PowerState/starting', 'Succeeded', 'provisioning', 'PowerState/starting'],
    ['PowerState/unheard-of', 'Succeeded', 'unknown', 'PowerState/unheard-of'],
    ['PowerState/running', 'Deleting', 'deleting', 'Deleting'],
    ['PowerState/starting', 'Creating', 'provisioning', 'Creating'],
  ])('that says %s and %s is %s', (power, provisioning, status, nativeStatus) => {
    const properties = powered(power, provisioning);
    expect(itemOf('Microsoft.Compute/virtualMachines', { properties })).toMatchObject({ status, nativeStatus });
  });

  it('whose power state is not told is not taken to run', () => {
    const properties = { provisioningState: 'Succeeded', hardwareProfile: { vmSize: 'Standard_D4s_v5' } };
    expect(itemOf('Microsoft.Compute/virtualMachines', { properties }).status).toBe('unknown');
    const failed = { ...properties, provisioningState: 'Failed' };
    expect(itemOf('Microsoft.Compute/virtualMachines', { properties: failed }).status).toBe('failed');
  });

  it('carries the GPUs of its size', () => {
    const sizes: [string, InventoryItem['accelerators']][] = [
      ['Standard_ND96isr_H100_v5', [{ model: 'NVIDIA H100', count: 8, memoryBytes: 80 * gibibyte }]],
      ['standard_nd96asr_v4', [{ model: 'NVIDIA A100', count: 8, memoryBytes: 40 * gibibyte }]],
      ['Standard_ND96isr_MI300X_v5', [{ model: 'AMD MI300X', count: 8, memoryBytes: 192 * gibibyte }]],
      ['Standard_NC40ads_H100_v5', [{ model: 'NVIDIA H100 NVL', count: 1, memoryBytes: 94 * gibibyte }]],
      ['Standard_NV36ads_A10_v5', [{ model: 'NVIDIA A10', count: 1, memoryBytes: 24 * gibibyte }]],
      ['Standard_D4s_v5', []],
      ['Standard_ND512xyz_v9', null],
    ];
    for (const [size, accelerators] of sizes) {
      const properties = powered('PowerState/running', 'Succeeded', size);
      expect(itemOf('Microsoft.Compute/virtualMachines', { properties })).toMatchObject({ size, accelerators });
    }
  });

  it.each([
    'Standard_NV6ads_A10_v5',
    'Standard_NV12ads_A10_v5',
    'Standard_NV18ads_A10_v5',
    'Standard_NV4as_v4',
    'Standard_NV8as_v4',
    'Standard_NV16as_v4',
    'Standard_NG8ads_V620_v1',
    'Standard_NG16ads_V620_v1',
  ])('of size %s has a share of a GPU, and so none whole', (size) => {
    const properties = powered('PowerState/running', 'Succeeded', size);
    expect(itemOf('Microsoft.Compute/virtualMachines', { properties })).toMatchObject({ size, accelerators: [] });
  });

  it('has no date made of none', () => {
    for (const timeCreated of ['0001-01-01T00:00:00Z', '1970-01-01T00:00:00Z', 'soon'])
      expect(itemOf('Microsoft.Compute/virtualMachines', { properties: { timeCreated } }).createdAt).toBeNull();
  });

  it('of unknown size may have any', () => {
    expect(itemOf('Microsoft.Compute/virtualMachines')).toMatchObject({ size: null, accelerators: null });
  });

  it('shows when it was made', () => {
    const properties = powered('PowerState/running');
    expect(itemOf('Microsoft.Compute/virtualMachines', { properties }).createdAt).toEqual(
      new Date('2026-01-02T03:04:05.678Z'),
    );
  });
});

describe('a scale set', () => {
  const sku = { name: 'Standard_ND96isr_H100_v5', tier: 'Standard', capacity: 3 };
  const counted = (orchestrationMode: string | undefined, capacity: number | undefined = 3) =>
    itemOf('Microsoft.Compute/virtualMachineScaleSets', {
      sku: { ...sku, capacity },
      properties: { provisioningState: 'Succeeded', orchestrationMode },
    }).accelerators;

  it('that is uniform carries the GPUs of its capacity, for its machines are listed nowhere else', () => {
    expect(counted('Uniform')).toEqual([{ model: 'NVIDIA H100', count: 24, memoryBytes: 80 * gibibyte }]);
    expect(counted(undefined)).toEqual([{ model: 'NVIDIA H100', count: 24, memoryBytes: 80 * gibibyte }]);
    expect(counted('Uniform', 0)).toEqual([]);
  });

  it('of shares carries no whole GPU, however many machines it has', () => {
    const shares = { name: 'Standard_NV6ads_A10_v5', tier: 'Standard', capacity: 6 };
    const properties = { provisioningState: 'Succeeded', orchestrationMode: 'Uniform' };
    const item = itemOf('Microsoft.Compute/virtualMachineScaleSets', { sku: shares, properties });
    expect(item.accelerators).toEqual([]);
  });

  it('that is flexible carries none, for its machines are listed themselves', () => {
    expect(counted('Flexible')).toEqual([]);
  });

  it('of unknown capacity may have any', () => {
    const item = itemOf('Microsoft.Compute/virtualMachineScaleSets', { sku: { name: sku.name } });
    expect(item.accelerators).toBeNull();
  });
});

describe('a Kubernetes cluster', () => {
  const pool = {
    name: 'H100pool',
    count: 2,
    vmSize: 'Standard_ND96isr_H100_v5',
    provisioningState: 'Succeeded',
    powerState: { code: 'Running' },
    availabilityZones: ['1'],
    tags: { team: 'training' },
  };
  const properties = { provisioningState: 'Succeeded', powerState: { code: 'Running' }, agentPoolProfiles: [pool] };

  it('brings its agent pools, with ids of their own and the GPUs their nodes are to have', () => {
    const [cluster, group, ...others] = itemsOf('Microsoft.ContainerService/managedClusters', { properties });
    expect(others).toEqual([]);
    expect(cluster).toMatchObject({ kind: 'kubernetes-cluster', status: 'active', nativeStatus: 'Succeeded' });
    expect(group).toMatchObject({
      kind: 'node-group',
      nativeId: `${cluster?.nativeId}/agentpools/h100pool`,
      name: 'H100pool',
      zone: '1',
      size: pool.vmSize,
      tags: pool.tags,
      accelerators: [{ model: 'NVIDIA H100', count: 16, memoryBytes: 80 * gibibyte }],
    });
  });

  it('that was stopped says so although it was provisioned', () => {
    const stopped = { ...properties, powerState: { code: 'Stopped' } };
    expect(itemOf('Microsoft.ContainerService/managedClusters', { properties: stopped })).toMatchObject({
      status: 'stopped',
      nativeStatus: 'Stopped',
    });
  });
});

describe('storage', () => {
  it('is a disk, an account, a NetApp volume or a Lustre file system', () => {
    expect(
      itemOf('Microsoft.Compute/disks', {
        sku: { name: 'Premium_LRS' },
        properties: { provisioningState: 'Succeeded', diskState: 'Unattached', diskSizeGB: 512 },
      }),
    ).toMatchObject({ kind: 'volume', size: 'Premium_LRS 512 GiB', status: 'active', nativeStatus: 'Unattached' });
    expect(
      itemOf('Microsoft.Storage/storageAccounts', {
        properties: { provisioningState: 'Succeeded', statusOfPrimary: 'unavailable' },
      }),
    ).toMatchObject({ kind: 'storage-account', status: 'degraded', nativeStatus: 'unavailable' });
    expect(
      itemOf('Microsoft.NetApp/netAppAccounts/capacityPools/volumes', {
        name: 'account/pool/vol-1',
        properties: { provisioningState: 'Succeeded', serviceLevel: 'Ultra', usageThreshold: 4 * 2 ** 40 },
      }),
    ).toMatchObject({ kind: 'file-system', name: 'account/pool/vol-1', size: 'Ultra 4 TiB', status: 'active' });
    expect(
      itemOf('Microsoft.StorageCache/amlFilesystems', {
        sku: { name: 'AMLFS-Durable-Premium-125' },
        properties: { provisioningState: 'Succeeded', health: { state: 'Degraded' }, storageCapacityTiB: 128 },
      }),
    ).toMatchObject({ kind: 'file-system', size: 'AMLFS-Durable-Premium-125 128 TiB', status: 'degraded' });
  });
});

describe('networks', () => {
  it('bring their subnets, which have neither tags nor place of their own', () => {
    const [network, subnet] = itemsOf('Microsoft.Network/virtualNetworks', {
      tags: { team: 'net' },
      properties: {
        provisioningState: 'Succeeded',
        subnets: [{ id: '/Subscriptions/S/Subnets/Gpu', name: 'Gpu', properties: { provisioningState: 'Updating' } }],
      },
    });
    expect(network).toMatchObject({ kind: 'network', tags: { team: 'net' } });
    expect(subnet).toMatchObject({
      kind: 'subnet',
      nativeId: '/subscriptions/s/subnets/gpu',
      name: 'Gpu',
      tags: {},
      nativeStatus: 'Updating',
    });
  });

  it('have gateways and connections of VPNs, and of ExpressRoute what leads to circuits', () => {
    const gateway = (gatewayType: string) =>
      itemsOf('Microsoft.Network/virtualNetworkGateways', {
        properties: { provisioningState: 'Succeeded', gatewayType, sku: { name: 'VpnGw2AZ' } },
      });
    expect(gateway('Vpn')).toMatchObject([{ kind: 'vpn-gateway', size: 'VpnGw2AZ' }]);
    expect(gateway('ExpressRoute')).toMatchObject([{ kind: 'transit-gateway', status: 'active' }]);
    const connection = (connectionStatus: string | undefined, connectionType = 'IPsec') =>
      itemsOf('Microsoft.Network/connections', {
        properties: { provisioningState: 'Succeeded', connectionType, connectionStatus },
      });
    expect(connection('Connected')).toMatchObject([{ kind: 'vpn-connection', status: 'active' }]);
    expect(connection('NotConnected')).toMatchObject([{ status: 'failed', nativeStatus: 'NotConnected' }]);
    expect(connection('Connecting')).toMatchObject([{ status: 'degraded', nativeStatus: 'Connecting' }]);
    expect(connection('Unknown')).toMatchObject([{ status: 'unknown', nativeStatus: 'Unknown' }]);
    expect(connection(undefined)).toMatchObject([{ status: 'unknown' }]);
    expect(connection('Connected', 'ExpressRoute')).toMatchObject([{ kind: 'transit-attachment', status: 'active' }]);
  });

  it('have circuits with their peerings, and ports with two links', () => {
    const circuit = (properties: object) =>
      itemsOf('Microsoft.Network/expressRouteCircuits', {
        properties: {
          provisioningState: 'Succeeded',
          circuitProvisioningState: 'Enabled',
          serviceProviderProvisioningState: 'Provisioned',
          serviceProviderProperties: { bandwidthInMbps: 10_000 },
          ...properties,
        },
      });
    const peering = {
      id: '/S/P',
      name: 'AzurePrivatePeering',
      properties: { peeringType: 'AzurePrivatePeering', state: 'Disabled', provisioningState: 'Succeeded' },
    };
    expect(circuit({ peerings: [peering] })).toMatchObject([
      { kind: 'private-circuit', status: 'active', nativeStatus: 'Provisioned', size: '10 Gbps' },
      { kind: 'virtual-interface', nativeId: '/s/p', status: 'stopped', nativeStatus: 'Disabled' },
    ]);
    expect(circuit({ circuitProvisioningState: 'Disabled' })).toMatchObject([{ status: 'stopped' }]);
    expect(circuit({ serviceProviderProvisioningState: 'NotProvisioned' })).toMatchObject([
      { status: 'provisioning', nativeStatus: 'NotProvisioned' },
    ]);
    const port = (...states: string[]) =>
      itemOf('Microsoft.Network/expressRoutePorts', {
        properties: {
          provisioningState: 'Succeeded',
          bandwidthInGbps: 100,
          links: states.map((adminState) => ({ properties: { adminState } })),
        },
      });
    expect(port('Enabled', 'Enabled')).toMatchObject({ kind: 'circuit-port', status: 'active', size: '100 Gbps' });
    expect(port('Enabled', 'Disabled').status).toBe('degraded');
    expect(port('Disabled', 'Disabled').status).toBe('stopped');
    expect(port().status).toBe('unknown');
  });
});

describe('a model endpoint', () => {
  const endpointType = 'Microsoft.MachineLearningServices/workspaces/onlineEndpoints';
  const endpoint = itemOf(endpointType, { name: 'chat', properties: { provisioningState: 'Succeeded' } });
  const deployment = (name: string, instanceType: string | undefined, capacity: number): Deployment =>
    toDeployment({
      ...rowOf(`${endpointType}/chat/deployments`, { name, sku: { capacity }, properties: { instanceType } }),
      type: deploymentType,
    });

  it('carries what all of its deployments run on, and is not known before they are', () => {
    expect(endpoint).toMatchObject({ kind: 'model-endpoint', accelerators: null });
    const both = [
      deployment('blue', 'Standard_NC24ads_A100_v4', 2),
      deployment('green', 'Standard_NC24ads_A100_v4', 1),
    ];
    expect(withDeployments([endpoint], both)).toMatchObject([
      { accelerators: [{ model: 'NVIDIA A100', count: 3, memoryBytes: 80 * gibibyte }] },
    ]);
    expect(withDeployments([endpoint], [])).toMatchObject([{ accelerators: [] }]);
    expect(withDeployments([endpoint], [...both, deployment('red', undefined, 1)])).toMatchObject([
      { accelerators: null },
    ]);
  });
});

describe('a container group', () => {
  const container = (gpu?: object) => ({ name: 'c', properties: { resources: { requests: { cpu: 1, gpu } } } });

  it('carries the GPUs its containers request, and hides the values of their environment', () => {
    const item = itemOf('Microsoft.ContainerInstance/containerGroups', {
      properties: {
        provisioningState: 'Succeeded',
        instanceView: { state: 'Running' },
        containers: [
          {
            ...container({ count: 2, sku: 'V100' }),
            properties: {
              ...container({ count: 2, sku: 'V100' }).properties,
              environmentVariables: [{ name: 'KEY', value: 'hunter2' }],
            },
          },
          container(),
        ],
      },
    });
    expect(item).toMatchObject({
      kind: 'container-service',
      status: 'active',
      nativeStatus: 'Running',
      accelerators: [{ model: 'NVIDIA V100', count: 2, memoryBytes: 16 * gibibyte }],
    });
    expect(item.raw).toContain('"KEY"');
    expect(item.raw).not.toContain('hunter2');
  });
});

describe('the raw document', () => {
  it('keeps what a secret is called and hides what it is', () => {
    const { raw: text } = itemOf('Microsoft.Network/expressRouteCircuits', {
      properties: {
        serviceKey: 'aaaa-bbbb',
        authorizations: [{ name: 'a', properties: { authorizationKey: 'kkkk' } }],
        keyVaultId: '/vault',
      },
    });
    expect(text).not.toMatch(/aaaa-bbbb|kkkk/);
    expect(text).toContain('/vault');
  });
});

describe('the queries', () => {
  it('order by id, without which pages could overlap, and ask for each type once', () => {
    for (const group of typeGroups) expect(toQuery(group)).toContain('| order by id asc');
    const types = typeGroups.flatMap((group) => Object.keys(group.types));
    expect(new Set(types).size).toBe(types.length);
  });
});
