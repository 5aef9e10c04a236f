import type { JobShare, SlurmJob, SlurmNode, SlurmPartition } from './records';

interface Tres {
  cpus: number;
  memoryMiB: number;
  nodes: number | null;
  gpus: Readonly<Record<string, number>>;
}

/** Trackable resources as Slurm writes them: `cpu=224,mem=2063937M,node=1,billing=224,gres/gpu=8,gres/gpu:h100=8`. */
function toTres({ cpus, memoryMiB, nodes, gpus }: Tres): string {
  const devices = Object.values(gpus).reduce((sum, count) => sum + count, 0);
  return [
    `cpu=${cpus}`,
    `mem=${memoryMiB}M`,
    ...(nodes === null ? [] : [`node=${nodes}`]),
    `billing=${cpus}`,
    ...(devices === 0 ? [] : [`gres/gpu=${devices}`]),
    ...Object.entries(gpus).map(([type, count]) => `gres/gpu:${type}=${count}`),
  ].join(',');
}

/** What a node has. */
export function tresOfNode({ machine, gpuType }: SlurmNode): string {
  const gpus = gpuType === null ? {} : { [gpuType]: machine.accelerators.length };
  return toTres({ cpus: machine.cores, memoryMiB: machine.memoryMiB, nodes: null, gpus });
}

/** What of a node is handed out; empty while nothing is. */
export function tresUsedOf({ allocatedCpus, allocatedMemoryMiB, gpusInUse, gpuType }: SlurmNode): string {
  if (allocatedCpus === 0) return '';
  const parts = [`cpu=${allocatedCpus}`, `mem=${allocatedMemoryMiB}M`];
  if (gpuType !== null && gpusInUse.length > 0) {
    parts.push(`gres/gpu=${gpusInUse.length}`, `gres/gpu:${gpuType}=${gpusInUse.length}`);
  }
  return parts.join(',');
}

/** What a partition's nodes have together. */
export function tresOfPartition({ cpus, memoryMiB, nodes, gpus }: SlurmPartition): string {
  return toTres({ cpus, memoryMiB, nodes: nodes.length, gpus });
}

/** What a job asks for, over all its nodes. */
export function tresOfJob({ nodeCount, share }: SlurmJob): string {
  return toTres({
    cpus: share.cpus * nodeCount,
    memoryMiB: share.memoryMiB * nodeCount,
    nodes: nodeCount,
    gpus: gpusOf(share, nodeCount),
  });
}

function gpusOf({ gpus, gpuType }: JobShare, nodes: number): Record<string, number> {
  return gpuType === null || gpus === 0 ? {} : { [gpuType]: gpus * nodes };
}
