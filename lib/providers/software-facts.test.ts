import { describe, expect, it } from 'vitest';
import { bareSoftware } from '@/lib/domain/site/software';
import { toKubernetesCluster as toEksCluster } from './aws/inventory/kubernetes-clusters';
import { toNodeGroup } from './aws/inventory/node-groups';
import { toKubernetesCluster as toAksItems } from './azure/inventory/kubernetes';
import { toResourceRow } from './azure/inventory/resource-row';
import { toEdgeSite } from './f5-distributed-cloud/inventory/edge-sites';
import { kubernetesClusters, nodePools } from './google-cloud/inventory/kinds/kubernetes';
import { toClusterItem as toKubernetesItem } from './kubernetes/inventory/kubernetes-cluster';
import { toNodeSoftware } from './kubernetes/inventory/node-software';
import { toClusterItem as toSlurmItem } from './slurm/inventory/cluster';
import { nodeSchema, toNodeItem } from './slurm/inventory/nodes';

const place = { account: '111122223333', region: 'eu-central-1', partition: 'aws' } as const;

describe('what providers tell of software', () => {
  it('EKS: the version of a cluster, and of groups their kubelet and AMI; nothing where only names are known', () => {
    expect(toEksCluster(place, 'gpu', { version: '1.33' }).software).toEqual([bareSoftware('kubernetes', '1.33')]);
    expect(toEksCluster(place, 'gpu', null).software).toBeNull();
    const group = { version: '1.32', releaseVersion: '1.32.3-20260115' };
    const key = { clusterName: 'gpu', nodegroupName: 'h100' };
    expect(toNodeGroup(place, key, group, new Map()).software).toEqual([
      { ...bareSoftware('kubelet', '1.32'), cluster: 'gpu' },
      { ...bareSoftware('operating-system', '1.32.3-20260115'), cluster: 'gpu' },
    ]);
    expect(toNodeGroup(place, key, null, new Map()).software).toBeNull();
  });

  it('GKE: the control plane with its release channel, and pools by their cluster', () => {
    const cluster = { name: 'gpu', currentMasterVersion: '1.33.2-gke.1', releaseChannel: { channel: 'REGULAR' } };
    expect(kubernetesClusters.read(cluster, '').software).toEqual([
      { ...bareSoftware('kubernetes', '1.33.2-gke.1'), channel: 'REGULAR' },
    ]);
    const name = '//container.googleapis.com/projects/p/locations/europe-west4/clusters/gpu/nodePools/h100';
    expect(nodePools.read({ name: 'h100', version: '1.32.1-gke.2' }, name).software).toEqual([
      { ...bareSoftware('kubelet', '1.32.1-gke.2'), cluster: 'gpu' },
    ]);
    expect(nodePools.read({ name: 'h100' }, name).software).toEqual([]);
  });

  it('AKS: what runs before what was asked for, and the channel that upgrades it', () => {
    const row = toResourceRow({
      id: '/subscriptions/s/resourceGroups/g/providers/Microsoft.ContainerService/managedClusters/gpu',
      type: 'Microsoft.ContainerService/managedClusters',
      name: 'gpu',
      properties: {
        kubernetesVersion: '1.33',
        currentKubernetesVersion: '1.33.2',
        autoUpgradeProfile: { upgradeChannel: 'stable' },
        agentPoolProfiles: [{ name: 'h100', orchestratorVersion: '1.32', nodeImageVersion: 'AKSUbuntu-2204' }],
      },
    });
    if (row === null) throw new RangeError('It is a row.');
    expect(toAksItems(row).map(({ software }) => software)).toEqual([
      [{ ...bareSoftware('kubernetes', '1.33.2'), channel: 'stable' }],
      [
        { ...bareSoftware('kubelet', '1.32'), cluster: 'gpu' },
        { ...bareSoftware('operating-system', 'AKSUbuntu-2204'), cluster: 'gpu' },
      ],
    ]);
  });

  it('Kubernetes: its API server, and of nodes kubelet, system, driver and CUDA by labels new and old', () => {
    const cluster = { name: 'hall', siteHint: null };
    expect(toKubernetesItem(cluster, { gitVersion: 'v1.33.2' }, null).software).toEqual([
      bareSoftware('kubernetes', 'v1.33.2'),
    ]);
    const versionsOf = (labels: Record<string, string>, nodeInfo = {}) =>
      toNodeSoftware('hall', { metadata: { labels }, status: { nodeInfo } }).map(({ component, version, cluster }) => [
        component,
        version,
        cluster,
      ]);
    expect(
      versionsOf(
        { 'nvidia.com/cuda.driver-version.full': '570.158.01', 'nvidia.com/cuda.runtime-version.full': '12.8' },
        { kubeletVersion: 'v1.33.1', osImage: 'Ubuntu 24.04.2 LTS' },
      ),
    ).toEqual([
      ['kubelet', 'v1.33.1', 'hall'],
      ['operating-system', 'Ubuntu 24.04.2 LTS', 'hall'],
      ['gpu-driver', '570.158.01', 'hall'],
      ['cuda', '12.8', 'hall'],
    ]);
    const old = { major: '535', minor: '104', rev: '05' };
    const labels = Object.fromEntries(
      Object.entries(old).map(([part, value]) => [`nvidia.com/cuda.driver.${part}`, value]),
    );
    expect(versionsOf(labels)).toEqual([['gpu-driver', '535.104.05', 'hall']]);
    expect(versionsOf({ ...labels, 'nvidia.com/cuda.driver.rev': '' })).toEqual([]);
  });

  it('Slurm: the release of the controller, and of each node', () => {
    const pings = { pings: [], errors: [], meta: { release: '25.05.3', cluster: 'hall' } };
    expect(toSlurmItem('hall', pings, 'v0.0.43').software).toEqual([bareSoftware('slurm', '25.05.3')]);
    const node = nodeSchema.parse({ name: 'n1', state: ['IDLE'], version: '24.11.1', operating_system: 'Linux 6.8' });
    expect(toNodeItem('hall', node, '{}').software).toEqual([
      { ...bareSoftware('slurm', '24.11.1'), cluster: 'hall' },
      { ...bareSoftware('operating-system', 'Linux 6.8'), cluster: 'hall' },
    ]);
  });

  it('F5: what is in use and what is ready beside it, which is no upgrade where it is the same', () => {
    const object = { name: 'munich', namespace: 'system', labels: {}, get_spec: {} };
    const status = (inUse: string, available: string) => ({
      volterra_software_status: { last_installed_version: inUse, available_version: available },
    });
    const softwareOf = (inUse: string, available: string) =>
      toEdgeSite(
        { tenantId: 'acme' },
        { object: { ...object, status_set: [status(inUse, available)] } as never, document: {} },
      ).software;
    expect(softwareOf('crt-1', 'crt-2')).toEqual([
      { ...bareSoftware('edge-software', 'crt-1'), available: 'crt-2' },
      bareSoftware('edge-operating-system', null),
    ]);
    expect(softwareOf('crt-2', 'crt-2')?.[0]).toEqual(bareSoftware('edge-software', 'crt-2'));
  });
});
