import type { Workspace } from '../azure/records/models';
import { idOf } from '../azure/resource-id';
import type { GpuDevice } from './device';
import { drawTenancy } from './drawn-tenancy';
import { knownDevice } from './known-devices';

const devicesPerNode = 8;
const bytesPerMiB = 1024 ** 2;
/** Of one H100, as the driver says. */
const nodeDeviceMiB = 81_559;

/** The run that a workspace's node works on: the same one for good, so that its name is all its metrics ever tell. */
export function runOfNode(workspace: string, node: string): string {
  return `run_${workspace.replaceAll('-', '_')}_${node.slice(6, 14)}`;
}

/** The GPUs of a machine that a workspace runs; nothing lists it but the workspace's metrics. */
export function gpusOfWorkspaceNode(seed: string, workspace: Workspace, node: string): GpuDevice[] {
  return Array.from({ length: devicesPerNode }, (_, index) =>
    knownDevice(seed, `azure/${workspace.uniqueId}/${node}/${index}`, () => ({
      machine: { nativeId: `${idOf(workspace)}/nodes/${node}`, name: node },
      index,
      uuid: null,
      vendor: 'nvidia',
      model: 'NVIDIA H100',
      memoryBytes: nodeDeviceMiB * bytesPerMiB,
      slicing: null,
      incidents: [],
      tenancy: drawTenancy({
        seed,
        key: `azure/${workspace.uniqueId}/${node}`,
        purpose: 'training',
        holdersIn: () => [
          { kind: 'run', name: runOfNode(workspace.name, node), namespace: null, container: null, team: null },
        ],
      }),
    })),
  );
}
