import { describe, expect, it } from 'vitest';
import type { InventoryItem } from '@/lib/domain/resource';
import { assetGroups } from './asset-groups';
import { toItem } from './to-item';

const kinds = new Map(assetGroups.flat().map((kind) => [kind.assetType, kind]));

/** An asset as assets.list gives it. */
function itemOf(assetType: string, path: string, data: unknown, location?: string): InventoryItem {
  const kind = kinds.get(assetType);
  if (kind === undefined) throw new Error(`${assetType} is not read.`);
  const name = `//${assetType.split('/')[0]}/${path}`;
  const { item, trouble } = toItem({ name, assetType, ancestors: [], resource: { data, location } }, name, kind, 'lab');
  expect(trouble === null).toBe(item.detailed);
  return item;
}

const instance = (data: object) =>
  itemOf('compute.googleapis.com/Instance', 'projects/lab/zones/europe-west4-b/instances/one', data, 'europe-west4-b');

describe('a Compute Engine instance', () => {
  it('is told as the API writes it', () => {
    const item = instance({
      name: 'one',
      machineType: 'https://www.googleapis.com/compute/v1/projects/lab/zones/europe-west4-b/machineTypes/n1-standard-8',
      status: 'RUNNING',
      guestAccelerators: [
        {
          acceleratorType:
            'https://www.googleapis.com/compute/v1/projects/lab/zones/europe-west4-b/acceleratorTypes/nvidia-tesla-t4',
          acceleratorCount: 2,
        },
      ],
      labels: { team: 'vision' },
      creationTimestamp: '2026-03-01T08:00:00.000-07:00',
    });
    expect(item).toMatchObject({
      kind: 'compute-instance',
      nativeId: '//compute.googleapis.com/projects/lab/zones/europe-west4-b/instances/one',
      account: 'lab',
      region: 'europe-west4',
      zone: 'europe-west4-b',
      status: 'active',
      size: 'n1-standard-8',
      accelerators: [{ model: 'NVIDIA T4', count: 2 }],
      tags: { team: 'vision' },
      createdAt: new Date('2026-03-01T15:00:00Z'),
    });
  });

  it('has no date made of none', () => {
    for (const creationTimestamp of ['1969-12-31T16:00:00.000-08:00', '1970-01-01T00:00:00Z', ''])
      expect(instance({ creationTimestamp }).createdAt).toBeNull();
  });

  it('is stopped, not gone, when it is TERMINATED', () => {
    expect(instance({ status: 'TERMINATED' }).status).toBe('stopped');
  });

  it('has the accelerators that its machine type implies', () => {
    const of = (machineType: string) => instance({ machineType }).accelerators;
    expect(of('a3-highgpu-8g')).toMatchObject([{ model: 'NVIDIA H100', count: 8 }]);
    expect(of('a3-ultragpu-8g')).toMatchObject([{ model: 'NVIDIA H200', count: 8 }]);
    expect(of('a2-megagpu-16g')).toMatchObject([{ model: 'NVIDIA A100', count: 16, memoryBytes: 40 * 2 ** 30 }]);
    expect(of('g2-standard-96')).toMatchObject([{ model: 'NVIDIA L4', count: 8 }]);
    expect(of('ct5lp-hightpu-4t')).toMatchObject([{ model: 'Google TPU v5e', count: 4 }]);
    expect(of('n2-standard-8')).toEqual([]);
  });

  it('has an unknown number of them when the type is one of a family with accelerators that is not documented', () => {
    expect(instance({ machineType: 'a5-hypergpu-8g' }).accelerators).toBeNull();
  });

  it('counts accelerators once that are both implied and listed', () => {
    const guestAccelerators = [{ acceleratorType: 'nvidia-h100-80gb', acceleratorCount: 8 }];
    expect(instance({ machineType: 'a3-highgpu-8g', guestAccelerators }).accelerators).toMatchObject([{ count: 8 }]);
  });
});

describe('a TPU', () => {
  const node = (data: object) => itemOf('tpu.googleapis.com/Node', 'projects/lab/locations/us-west4-a/nodes/n', data);

  it('has as many chips as its type says, which counts cores for some generations', () => {
    expect(node({ acceleratorType: 'v5litepod-16' }).accelerators).toMatchObject([
      { model: 'Google TPU v5e', count: 16 },
    ]);
    expect(node({ acceleratorType: 'v6e-8' }).accelerators).toMatchObject([{ model: 'Google TPU v6e', count: 8 }]);
    expect(node({ acceleratorType: 'v3-8' }).accelerators).toMatchObject([{ model: 'Google TPU v3', count: 4 }]);
    expect(node({ acceleratorType: 'v5p-128' }).accelerators).toMatchObject([{ model: 'Google TPU v5p', count: 64 }]);
  });

  it('has as many chips as its topology spans, whatever its type says', () => {
    const item = node({ acceleratorConfig: { type: 'V4', topology: '2x2x4' } });
    expect(item).toMatchObject({ accelerators: [{ model: 'Google TPU v4', count: 16 }], size: 'V4 2x2x4' });
  });

  it('has an unknown number of chips when neither tells', () => {
    expect(node({ acceleratorType: 'v9-8' }).accelerators).toBeNull();
  });

  it('that is queued for holds no chips of its own', () => {
    const item = itemOf('tpu.googleapis.com/QueuedResource', 'projects/lab/locations/us-west4-a/queuedResources/q', {
      tpu: { nodeSpec: [{ nodeId: 'n', node: { acceleratorType: 'v5litepod-8' } }] },
      state: { state: 'WAITING_FOR_RESOURCES' },
    });
    expect(item).toMatchObject({ kind: 'reservation', status: 'provisioning', accelerators: [], size: 'v5litepod-8' });
  });
});

describe('a GKE node pool', () => {
  const pool = (data: object) =>
    itemOf('container.googleapis.com/NodePool', 'projects/lab/locations/europe-west4/clusters/c/nodePools/p', {
      locations: ['europe-west4-a', 'europe-west4-b'],
      initialNodeCount: 3,
      config: { machineType: 'a3-highgpu-8g' },
      ...data,
    });

  it('has its size in each of its zones', () => {
    expect(pool({}).accelerators).toMatchObject([{ model: 'NVIDIA H100', count: 48 }]);
  });

  it('has an unknown number of accelerators while it scales by itself', () => {
    expect(pool({ autoscaling: { enabled: true } }).accelerators).toBeNull();
    expect(pool({ autoscaling: { enabled: true }, config: { machineType: 'e2-standard-4' } }).accelerators).toEqual([]);
  });

  it('reads counts that the API writes as text', () => {
    const config = {
      machineType: 'n1-standard-8',
      accelerators: [{ acceleratorType: 'nvidia-l4', acceleratorCount: '2' }],
    };
    expect(pool({ config }).accelerators).toMatchObject([{ model: 'NVIDIA L4', count: 12 }]);
  });
});

describe('a Vertex endpoint', () => {
  const endpoint = (...deployedModels: object[]) =>
    itemOf('aiplatform.googleapis.com/Endpoint', 'projects/1/locations/us-east5/endpoints/7', { deployedModels });

  it('on machines that it shares with others has an unknown number of accelerators', () => {
    const sharedResources = 'projects/1/locations/us-east5/deploymentResourcePools/p';
    expect(endpoint({ sharedResources }).accelerators).toBeNull();
    expect(endpoint({ automaticResources: { minReplicaCount: 1 } }).accelerators).toEqual([]);
  });

  it('has no 0 made of a count that is none', () => {
    const machineSpec = { machineType: 'g2-standard-8' };
    for (const minReplicaCount of [null, ''])
      expect(endpoint({ dedicatedResources: { machineSpec, minReplicaCount } }).accelerators).toBeNull();
  });

  it('has the TPUs of its machine type, for what is listed beside it counts cores for some', () => {
    const of = (machineSpec: object) =>
      endpoint({ dedicatedResources: { machineSpec, minReplicaCount: 1 } }).accelerators;
    expect(
      of({ machineType: 'ct5lp-hightpu-4t', acceleratorType: 'TPU_V5_LITEPOD', acceleratorCount: 4 }),
    ).toMatchObject([{ model: 'Google TPU v5e', count: 4 }]);
    expect(of({ machineType: 'cloud-tpu', acceleratorType: 'TPU_V2', acceleratorCount: 8 })).toBeNull();
  });
});

describe('other resources', () => {
  it('are in the place that their name tells when the inventory tells none', () => {
    const endpoint = itemOf(
      'aiplatform.googleapis.com/Endpoint',
      'projects/284610937755/locations/us-east5/endpoints/7',
      {
        displayName: 'ranker',
        deployedModels: [
          {
            dedicatedResources: {
              machineSpec: { machineType: 'g2-standard-8', acceleratorType: 'NVIDIA_L4', acceleratorCount: 1 },
              minReplicaCount: 2,
              maxReplicaCount: 2,
            },
          },
        ],
      },
    );
    expect(endpoint).toMatchObject({ account: 'lab', region: 'us-east5', zone: null, name: 'ranker' });
    expect(endpoint.accelerators).toMatchObject([{ model: 'NVIDIA L4', count: 2 }]);
  });

  it('of a multi-region are there, in lower case', () => {
    const bucket = itemOf('storage.googleapis.com/Bucket', 'lab-checkpoints', { storageClass: 'STANDARD' }, 'EU');
    expect(bucket).toMatchObject({ region: 'eu', zone: null, name: 'lab-checkpoints', status: 'active' });
  });

  it('are told apart when their owner stopped them but Cloud SQL calls them runnable', () => {
    const database = (activationPolicy: string) =>
      itemOf('sqladmin.googleapis.com/Instance', 'projects/lab/instances/db', {
        state: 'RUNNABLE',
        settings: { tier: 'db-custom-4-16384', activationPolicy },
      }).status;
    expect([database('ALWAYS'), database('NEVER')]).toEqual(['active', 'stopped']);
  });

  it('of Cloud Run are read in either form of the API', () => {
    const service = (data: object) =>
      itemOf('run.googleapis.com/Service', 'projects/lab/locations/europe-west4/services/s', data);
    expect(
      service({ metadata: { name: 's' }, status: { conditions: [{ type: 'Ready', status: 'False' }] } }),
    ).toMatchObject({ status: 'failed', nativeStatus: 'False', accelerators: [] });
    const limits = { 'nvidia.com/gpu': '1' };
    expect(
      service({
        terminalCondition: { state: 'CONDITION_SUCCEEDED' },
        template: { containers: [{ resources: { limits } }] },
      }),
    ).toMatchObject({ status: 'active', accelerators: null });
  });

  it('keep a status that is not known, raw', () => {
    const tunnel = itemOf('compute.googleapis.com/VpnTunnel', 'projects/lab/regions/us-east1/vpnTunnels/t', {
      status: 'DREAMING',
    });
    expect(tunnel).toMatchObject({ status: 'unknown', nativeStatus: 'DREAMING' });
  });

  it('whose document is missing or unlike the API’s are named, and nothing more is said of them', () => {
    for (const data of [undefined, null, { labels: 7 }]) {
      const item = itemOf('compute.googleapis.com/Disk', 'projects/lab/zones/us-east1-b/disks/d', data);
      expect(item).toMatchObject({
        name: 'd',
        region: 'us-east1',
        zone: 'us-east1-b',
        status: 'unknown',
        accelerators: null,
        tags: null,
        detailed: false,
      });
    }
  });
});

describe('the raw view', () => {
  it('shows no secret', () => {
    const { raw } = instance({
      sharedSecret: 'hush',
      metadata: { fingerprint: 'f', items: [{ key: 'startup-script', value: 'export TOKEN=hush' }] },
      template: { containers: [{ args: ['--password=hush'], env: [{ name: 'API', value: 'hush' }] }] },
      pairingKey: 'hush',
      adminPassword: 'hush',
    });
    expect(raw).not.toContain('hush');
    expect(raw).toContain('startup-script');
  });
});

describe('the groups that are listed together', () => {
  it('never part the types of one kind', () => {
    const groupsOf = Map.groupBy(
      assetGroups.flatMap((group, index) => group.map(({ kind }) => ({ kind, index }))),
      ({ kind }) => kind,
    );
    for (const [kind, places] of groupsOf) expect(new Set(places.map(({ index }) => index)).size, kind).toBe(1);
  });
});
