import { type AwsGpuMachine, gpuMachineOf, gpusOfManaged } from '../../world/gpus/aws-gpus';
import type { GpuDevice } from '../../world/gpus/device';
import type { Call } from '../call';
import type { Dimensions } from './dimensions';
import { linksOf, type MeasuredLink } from './measured-links';

/** A machine with GPUs, and the group that launched it. */
export interface MeasuredMachine extends AwsGpuMachine {
  /** Null for machines that no node group launched. */
  autoScalingGroup: string | null;
}

/** One host of a training job or an endpoint. */
export interface ManagedHost {
  namespace: '/aws/sagemaker/TrainingJobs' | '/aws/sagemaker/Endpoints';
  labels: Dimensions;
  devices: readonly GpuDevice[];
}

/** What sends values: a machine, a host that SageMaker runs and nobody lists, or a link. */
export interface Sender {
  machine: MeasuredMachine | null;
  host: ManagedHost | null;
  link: MeasuredLink | null;
  /** Whether it ran, and so sent, at an instant. */
  ranAt(at: Date): boolean;
}

/** All that the caller's account has in the region to send values, whether it runs now or not. */
export function sendersOf(call: Call): Sender[] {
  const machines = measuredMachines(call).map((machine): Sender => {
    return { machine, host: null, link: null, ranAt: (at) => call.world.ranAt(machine.instance, at) };
  });
  const links = linksOf(call).map((link): Sender => {
    return { machine: null, host: null, link, ranAt: (at) => at >= link.createdAt };
  });
  return [...machines, ...trainingHosts(call), ...endpointHosts(call), ...links];
}

function measuredMachines({ world, account, region }: Call): MeasuredMachine[] {
  const groups = world.list('node-group', account, region);
  return world.list('compute-instance', account, region).flatMap((instance): MeasuredMachine[] => {
    const machine = gpuMachineOf(world.seed, instance);
    if (machine === null) return [];
    const group = groups.find(({ name, cluster }) => name === instance.nodeGroup && cluster === machine.cluster);
    return [{ ...machine, autoScalingGroup: group ? `eks-${group.name}-${group.uid}` : null }];
  });
}

function trainingHosts({ world, account, region }: Call): Sender[] {
  return world.list('training-job', account, region).flatMap((job) => {
    const { name, startedAt, endedAt } = job;
    return gpusOfManaged(world.seed, job).map((devices, host): Sender => {
      const labels = { Host: `${name}/algo-${host + 1}` };
      return {
        machine: null,
        host: { namespace: '/aws/sagemaker/TrainingJobs', labels, devices },
        link: null,
        ranAt: (at) => startedAt !== null && at >= startedAt && (endedAt === null || at < endedAt),
      };
    });
  });
}

function endpointHosts({ world, account, region }: Call): Sender[] {
  return world.list('model-endpoint', account, region).flatMap((endpoint) =>
    gpusOfManaged(world.seed, endpoint).map((devices): Sender => {
      const labels = { EndpointName: endpoint.name, VariantName: 'main' };
      return {
        machine: null,
        host: { namespace: '/aws/sagemaker/Endpoints', labels, devices },
        link: null,
        ranAt: (at) => at >= endpoint.createdAt,
      };
    }),
  );
}
