import { projects } from '../../world/google-cloud/geography';
import type { Instance } from '../../world/google-cloud/records/compute';
import type { GpuDevice } from '../../world/gpus/device';
import { gpusOfInstance, tpusOfInstance, tpusOfSlice } from '../../world/gpus/google-cloud-gpus';
import { type Series, type SourceContext, within } from './metric-source';

/** One accelerator under whatever labels a metric knows it by. */
export interface Unit {
  resource: Series['resource'];
  labels: Record<string, string>;
  device: GpuDevice;
}

/** GPUs of machines of their own that run Google's agent; a machine that does not run measures nothing. */
export function agentUnits({ seed, world, scope }: SourceContext): Unit[] {
  const machines = within(world.list('instance'), scope).filter(
    ({ nodePool, status, accelerators }) => nodePool === null && status === 'RUNNING' && accelerators.length > 0,
  );
  return machines.flatMap((machine) =>
    gpusOfInstance(seed, machine).map(({ device, uuid, product }) => ({
      resource: {
        type: 'gce_instance',
        labels: { project_id: projects[machine.project].id, zone: machine.location, instance_id: machine.id },
      },
      labels: { model: product, uuid, gpu_number: String(device.index) },
      device,
    })),
  );
}

function nodeOf({ project, name, nodePool }: Instance): Series['resource'] {
  return {
    type: 'k8s_node',
    labels: {
      project_id: projects[project].id,
      location: nodePool?.clusterLocation ?? '',
      cluster_name: nodePool?.cluster ?? '',
      node_name: name,
    },
  };
}

/** GPUs and TPU chips of GKE nodes. */
export function nodeUnits(context: SourceContext, devices: 'all' | 'tpu'): Unit[] {
  const { seed, world, scope } = context;
  const nodes = within(world.list('instance'), scope).filter(
    ({ nodePool, status }) => nodePool !== null && status === 'RUNNING',
  );
  return nodes.flatMap((node): Unit[] => {
    const tpus = tpusOfInstance(seed, node).map(({ device, id }) => ({
      resource: nodeOf(node),
      labels: { make: 'cloud-tpu', accelerator_id: id, model: 'tpu-v5-lite-podslice' },
      device,
    }));
    if (devices === 'tpu') return tpus;
    const gpus = gpusOfInstance(seed, node).map(({ device, uuid }) => ({
      resource: nodeOf(node),
      labels: { make: 'nvidia', accelerator_id: uuid, model: node.accelerators[0]?.type ?? '' },
      device,
    }));
    return [...gpus, ...tpus];
  });
}

/** Chips of TPU slices. Nothing in their labels names the slice. */
export function sliceUnits({ seed, world, scope }: SourceContext): Unit[] {
  const slices = within(world.list('tpu-node'), scope).filter(({ state }) => state === 'READY');
  return slices.flatMap((slice) =>
    tpusOfSlice(seed, slice).map(({ device, id, worker }) => ({
      resource: {
        type: 'tpu.googleapis.com/GceTpuWorker',
        labels: { resource_container: projects[slice.project].id, location: slice.location, worker_id: worker },
      },
      labels: { accelerator_id: id },
      device,
    })),
  );
}
