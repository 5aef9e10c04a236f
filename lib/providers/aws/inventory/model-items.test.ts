import { describe, expect, it } from 'vitest';
import type { AwsPlace } from '../connect/region-context';
import { toModelEndpoint, toVariantCapacities } from './model-endpoints';
import { toTrainingJob } from './training-jobs';

const place: AwsPlace = { account: '111122223333', region: 'cn-north-1', partition: 'aws-cn' };
const h100 = { model: 'NVIDIA H100', count: 8, memoryBytes: 80 * 2 ** 30 };

describe('a model endpoint', () => {
  const config = {
    ProductionVariants: [{ VariantName: 'v', ModelName: 'm', InstanceType: 'ml.p5.48xlarge' as const }],
  };

  it('runs on as many instances as serve now, not as it started with', () => {
    expect(
      toVariantCapacities({ ProductionVariants: [{ VariantName: 'v', CurrentInstanceCount: 3 }] }, config),
    ).toEqual([{ instanceType: 'ml.p5.48xlarge', instances: 3 }]);
    expect(toVariantCapacities({ ProductionVariants: [{ VariantName: 'v' }] }, config)).toBeNull();
  });

  it('that failed before it had a variant runs on nothing', () => {
    expect(toVariantCapacities({ EndpointStatus: 'Failed' }, config)).toEqual([]);
    expect(toVariantCapacities({ EndpointStatus: 'InService' }, config)).toBeNull();
  });

  it('runs on the instances of its shadow too', () => {
    const shadow = { VariantName: 's', ModelName: 'm', InstanceType: 'ml.g5.xlarge' as const };
    expect(
      toVariantCapacities(
        {
          ProductionVariants: [{ VariantName: 'v', CurrentInstanceCount: 3 }],
          ShadowProductionVariants: [{ VariantName: 's', CurrentInstanceCount: 1 }],
        },
        { ...config, ShadowProductionVariants: [shadow] },
      ),
    ).toEqual([
      { instanceType: 'ml.p5.48xlarge', instances: 3 },
      { instanceType: 'ml.g5.xlarge', instances: 1 },
    ]);
  });

  it('that is serverless runs on none', () => {
    const serverless = {
      ProductionVariants: [
        { VariantName: 'v', ModelName: 'm', ServerlessConfig: { MemorySizeInMB: 1024, MaxConcurrency: 1 } },
      ],
    };
    expect(toVariantCapacities({ ProductionVariants: [{ VariantName: 'v' }] }, serverless)).toEqual([]);
  });

  it('whose instance type is not known has unknown accelerators', () => {
    const summary = {
      EndpointName: 'e',
      EndpointArn: 'arn:e',
      CreationTime: undefined,
      LastModifiedTime: undefined,
      EndpointStatus: 'InService' as const,
    };
    const capacities = [{ instanceType: 'ml.p5.48xlarge', instances: 2 }];
    expect(toModelEndpoint(place, summary, capacities, new Map(), {})?.accelerators).toBeNull();
    expect(toModelEndpoint(place, summary, null, new Map(), {})?.accelerators).toBeNull();
    expect(toModelEndpoint(place, summary, capacities, new Map([['p5.48xlarge', [h100]]]), {})?.accelerators).toEqual([
      { ...h100, count: 16 },
    ]);
  });
});

describe('a training job', () => {
  const summary = {
    TrainingJobName: 'j',
    TrainingJobArn: 'arn:j',
    CreationTime: undefined,
    TrainingJobStatus: 'InProgress' as const,
  };

  it('counts the accelerators of all its instance groups', () => {
    const job = {
      ...summary,
      ResourceConfig: {
        VolumeSizeInGB: 1,
        InstanceGroups: [
          { InstanceType: 'ml.p5.48xlarge' as const, InstanceCount: 2, InstanceGroupName: 'a' },
          { InstanceType: 'ml.c5.xlarge' as const, InstanceCount: 1, InstanceGroupName: 'b' },
        ],
      },
      ModelArtifacts: { S3ModelArtifacts: 's3://x' },
      SecondaryStatus: 'Training' as const,
      AlgorithmSpecification: { TrainingInputMode: 'File' as const },
      StoppingCondition: {},
    };
    const known = new Map([
      ['p5.48xlarge', [h100]],
      ['c5.xlarge', []],
    ]);
    expect(toTrainingJob(place, summary, job, known, {})).toMatchObject({
      status: 'active',
      size: 'ml.p5.48xlarge, ml.c5.xlarge',
      accelerators: [{ ...h100, count: 16 }],
    });
  });

  it('of which only the summary may be read has unknown accelerators', () => {
    expect(toTrainingJob(place, summary, null, new Map(), null)).toMatchObject({
      status: 'active',
      accelerators: null,
      size: null,
    });
  });
});
