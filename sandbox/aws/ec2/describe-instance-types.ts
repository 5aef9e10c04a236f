import { z } from 'zod';
import {
  findInstanceSize,
  type InstanceSize,
  instanceSizes,
  type SizeAccelerator,
} from '../../world/aws/instance-catalogue';
import { AwsError } from '../aws-error';
import { defineOperation, wireBoolean, wireInteger } from '../endpoint';
import { pageOf } from '../paging/page';
import type { WireDocument } from '../protocol/wire-value';
import { applyFilters, filtersSchema } from './filters';
import { dryRun, invalidNextToken, invalidParameters, pageSizeOutOfRange } from './refusals';

const untagged = instanceSizes.map((size) => ({ ...size, tags: {} }));

export const describeInstanceTypes = defineOperation({
  name: 'DescribeInstanceTypes',
  action: 'ec2:DescribeInstanceTypes',
  input: z.strictObject({
    InstanceType: z.array(z.string()).max(100).optional(),
    Filter: filtersSchema.optional(),
    MaxResults: wireInteger.optional(),
    NextToken: z.string().optional(),
    DryRun: wireBoolean.optional(),
    IncludeUnsupportedInRegion: wireBoolean.optional(),
  }),
  invalid: invalidParameters,
  run(call, { InstanceType: names, Filter: filters = [], MaxResults: pageSize, NextToken: token, DryRun: isDry }) {
    if (isDry) throw dryRun();
    const unknown = names?.filter((name) => name.startsWith('ml.') || !findInstanceSize(name)) ?? [];
    if (unknown.length > 0) {
      throw new AwsError(
        'InvalidInstanceType',
        `The following supplied instance types do not exist: [${unknown.join(', ')}]`,
        400,
      );
    }
    if (pageSize !== undefined && (pageSize < 5 || pageSize > 100)) throw pageSizeOutOfRange(pageSize, 5, 100);
    const chosen = names ? untagged.filter(({ name }) => names.includes(name)) : untagged;
    const page = pageOf(call, {
      items: applyFilters(chosen, filters, {
        'instance-type': ({ name }) => [name],
        'current-generation': () => ['true'],
        'processor-info.supported-architecture': ({ architecture }) => [architecture],
      }),
      keyOf: ({ name }) => name,
      size: pageSize ?? 100,
      token,
      question: { names, filters },
      invalidToken: invalidNextToken,
    });
    return { document: { instanceTypeSet: page.items.map(sizeDocument), nextToken: page.nextToken } };
  },
});

function sizeDocument(size: InstanceSize): WireDocument {
  const isGraviton = size.architecture === 'arm64';
  return {
    instanceType: size.name,
    currentGeneration: true,
    freeTierEligible: false,
    supportedUsageClasses:
      size.accelerator && size.accelerator.count >= 8 ? ['on-demand', 'spot', 'capacity-block'] : ['on-demand', 'spot'],
    supportedRootDeviceTypes: ['ebs'],
    supportedVirtualizationTypes: ['hvm'],
    bareMetal: false,
    hypervisor: 'nitro',
    processorInfo: {
      supportedArchitectures: [size.architecture],
      sustainedClockSpeedInGhz: size.clockGhz,
      manufacturer: size.processor,
    },
    vCpuInfo: {
      defaultVCpus: size.vcpus,
      defaultCores: size.vcpus / size.threadsPerCore,
      defaultThreadsPerCore: size.threadsPerCore,
    },
    memoryInfo: { sizeInMiB: size.memoryMiB },
    instanceStorageSupported: size.disks !== null,
    ...(size.disks
      ? {
          instanceStorageInfo: {
            totalSizeInGB: size.disks.count * size.disks.sizeGB,
            disks: [{ sizeInGB: size.disks.sizeGB, count: size.disks.count, type: 'ssd' }],
            nvmeSupport: 'required',
            encryptionSupport: 'required',
          },
        }
      : {}),
    ebsInfo: { ebsOptimizedSupport: 'default', encryptionSupport: 'supported', nvmeSupport: 'required' },
    networkInfo: {
      networkPerformance: size.network,
      maximumNetworkCards: size.networkCards,
      defaultNetworkCardIndex: 0,
      ipv4AddressesPerInterface: 15,
      ipv6AddressesPerInterface: 15,
      ipv6Supported: true,
      enaSupport: 'required',
      efaSupported: size.efa,
      ...(size.efa ? { efaInfo: { maximumEfaInterfaces: size.networkCards } } : {}),
      encryptionInTransitSupported: true,
    },
    ...acceleratorDocument(size.accelerator),
    placementGroupInfo: { supportedStrategies: ['cluster', 'partition', 'spread'] },
    hibernationSupported: false,
    burstablePerformanceSupported: size.name.startsWith('t'),
    dedicatedHostsSupported: false,
    autoRecoverySupported: size.disks === null,
    supportedBootModes: isGraviton ? ['uefi'] : ['legacy-bios', 'uefi'],
    nitroEnclavesSupport: 'supported',
    nitroTpmSupport: isGraviton ? 'unsupported' : 'supported',
  };
}

function acceleratorDocument(accelerator: SizeAccelerator | null): WireDocument {
  if (!accelerator) return {};
  const { family, name, manufacturer, count, memoryMiB, cores, coreVersion } = accelerator;
  const total = count * memoryMiB;
  if (family === 'gpu') {
    return {
      gpuInfo: {
        gpus: [{ name, manufacturer, count, memoryInfo: { sizeInMiB: memoryMiB } }],
        totalGpuMemoryInMiB: total,
      },
    };
  }
  return {
    neuronInfo: {
      neuronDevices: [
        { count, name, coreInfo: { count: cores, version: coreVersion }, memoryInfo: { sizeInMiB: memoryMiB } },
      ],
      totalNeuronDeviceMemoryInMiB: total,
    },
  };
}
