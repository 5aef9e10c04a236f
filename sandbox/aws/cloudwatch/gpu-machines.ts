import { type AwsGpuMachine, gpuMachineOf } from '../../world/gpus/aws-gpus';
import type { Call } from '../call';

/** A machine with GPUs, and the group that launched it. */
export interface MeasuredMachine extends AwsGpuMachine {
  /** Null for machines that no node group launched. */
  autoScalingGroup: string | null;
}

/** The machines with GPUs that the caller's account has in the region, whether they run now or not. */
export function gpuMachines({ world, account, region }: Call): MeasuredMachine[] {
  const groups = world.list('node-group', account, region);
  return world.list('compute-instance', account, region).flatMap((instance): MeasuredMachine[] => {
    const machine = gpuMachineOf(world.seed, instance);
    if (machine === null) return [];
    const group = groups.find(({ name, cluster }) => name === instance.nodeGroup && cluster === machine.cluster);
    return [{ ...machine, autoScalingGroup: group ? `eks-${group.name}-${group.uid}` : null }];
  });
}
