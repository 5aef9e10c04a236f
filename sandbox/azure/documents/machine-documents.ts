import { machineSizeOf } from '../../world/azure/machine-sizes';
import type { ContainerGroup, ManagedCluster, ScaleSet, VirtualMachine } from '../../world/azure/records/machines';
import { idOf } from '../../world/azure/resource-id';
import type { Document } from './document';
import { systemOf } from './system-of';

const image = { publisher: 'microsoft-dsvm', offer: 'ubuntu-hpc', sku: '2204', version: 'latest' };

/** What the portal calls a power state. */
const powerTitles: Readonly<Record<VirtualMachine['power'], string>> = {
  running: 'VM running',
  starting: 'VM starting',
  stopping: 'VM stopping',
  stopped: 'VM stopped',
  deallocating: 'VM deallocating',
  deallocated: 'VM deallocated',
};

export function machineDocument(machine: VirtualMachine): Document {
  const { name, size, zone, power, provisioning, uniqueId, osDisk, dataDisks, createdAt } = machine;
  const powerState = {
    code: `PowerState/${power}`,
    level: 'Info',
    displayStatus: powerTitles[power],
  };
  return {
    ...(zone === null ? {} : { zones: [zone] }),
    properties: {
      vmId: uniqueId,
      provisioningState: provisioning,
      timeCreated: createdAt.toISOString(),
      hardwareProfile: { vmSize: size },
      storageProfile: {
        imageReference: image,
        osDisk: {
          osType: 'Linux',
          name: lastStep(osDisk),
          createOption: 'FromImage',
          caching: 'ReadWrite',
          managedDisk: { id: osDisk, storageAccountType: 'Premium_LRS' },
          deleteOption: 'Delete',
        },
        dataDisks: dataDisks.map(({ id, sizeGiB }, lun) => ({
          lun,
          name: lastStep(id),
          createOption: 'Attach',
          caching: 'None',
          diskSizeGB: sizeGiB,
          managedDisk: { id },
        })),
      },
      osProfile: { computerName: name, adminUsername: 'azureuser', allowExtensionOperations: true },
      networkProfile: { networkInterfaces: [{ id: networkInterfaceOf(machine), properties: { primary: true } }] },
      extended: { instanceView: { computerName: name, osName: 'ubuntu', osVersion: '22.04', powerState } },
    },
  };
}

export function scaleSetDocument(set: ScaleSet): Document {
  const { name, size, capacity, provisioning, uniqueId, zones, subnet, createdAt } = set;
  return {
    sku: { name: size, tier: 'Standard', capacity },
    ...(zones.length === 0 ? {} : { zones }),
    properties: {
      uniqueId,
      provisioningState: provisioning,
      timeCreated: createdAt.toISOString(),
      orchestrationMode: 'Uniform',
      singlePlacementGroup: machineSizeOf(size).accelerator !== null,
      overprovision: false,
      upgradePolicy: { mode: 'Manual' },
      platformFaultDomainCount: 1,
      virtualMachineProfile: {
        osProfile: { computerNamePrefix: name, adminUsername: 'azureuser' },
        storageProfile: { imageReference: image, osDisk: { osType: 'Linux', createOption: 'FromImage' } },
        networkProfile: {
          networkInterfaceConfigurations: [
            {
              name: `${name}-nic`,
              properties: {
                primary: true,
                ipConfigurations: [{ name: 'main', properties: { subnet: { id: subnet } } }],
              },
            },
          ],
        },
        timeCreated: createdAt.toISOString(),
      },
    },
  };
}

export function clusterDocument(cluster: ManagedCluster): Document {
  const { name, region, version, power, provisioning, pools, subnet, nodeResourceGroup } = cluster;
  return {
    sku: { name: 'Base', tier: 'Standard' },
    identity: { type: 'SystemAssigned' },
    systemData: systemOf(cluster),
    properties: {
      provisioningState: provisioning,
      powerState: { code: power },
      kubernetesVersion: version,
      currentKubernetesVersion: version,
      dnsPrefix: name,
      fqdn: `${name}-dns.hcp.${region}.azmk8s.io`,
      nodeResourceGroup,
      enableRBAC: true,
      networkProfile: { networkPlugin: 'azure', networkPolicy: 'cilium', loadBalancerSku: 'standard' },
      agentPoolProfiles: pools.map((pool) => ({
        name: pool.name,
        count: pool.count,
        vmSize: pool.size,
        osDiskSizeGB: 512,
        osType: 'Linux',
        mode: pool.mode,
        type: 'VirtualMachineScaleSets',
        vnetSubnetID: subnet,
        orchestratorVersion: version,
        currentOrchestratorVersion: version,
        provisioningState: pool.provisioning,
        powerState: { code: pool.power },
        enableAutoScaling: pool.autoscale !== null,
        ...(pool.autoscale === null ? {} : { minCount: pool.autoscale.minimum, maxCount: pool.autoscale.maximum }),
        nodeLabels: pool.labels,
      })),
    },
  };
}

export function containerGroupDocument(group: ContainerGroup): Document {
  const { name, state, image: containerImage, cores, memoryGB, restart, provisioning } = group;
  return {
    properties: {
      provisioningState: provisioning,
      sku: 'Standard',
      osType: 'Linux',
      restartPolicy: restart,
      instanceView: { state, events: [] },
      containers: [
        {
          name,
          properties: {
            image: containerImage,
            resources: { requests: { cpu: cores, memoryInGB: memoryGB } },
            environmentVariables: [],
            ports: [],
          },
        },
      ],
    },
    systemData: systemOf(group),
  };
}

function networkInterfaceOf(machine: VirtualMachine): string {
  return `${idOf(machine).split('/providers/')[0]}/providers/Microsoft.Network/networkInterfaces/${machine.name}-nic`;
}

function lastStep(id: string): string {
  return id.slice(id.lastIndexOf('/') + 1);
}
