import { type ClusterNode, claimDevices, claimSlice } from './cluster-node';
import { type ClusterContext, rotate, type TeamNamespace } from './context';
import { drawLine } from './draw-line';
import type { JobLine } from './job-line';
import { bornMs, planApp } from './plan-apps';
import type { ServedModel } from './plan-models';
import type { VainJob } from './plan-unschedulable';

/** What trains on a machine, by its place in a group of eight. */
export function dgxLines(
  context: ClusterContext,
  namespaces: readonly TeamNamespace[],
  all: readonly ClusterNode[],
  node: ClusterNode,
  index: number,
): JobLine[] {
  const next = all[index + 1];
  const owner = rotate(namespaces, index);
  const line = (name: string, shares: readonly [ClusterNode, number][], kind: JobLine['kind']) =>
    drawLine(context, `${name}-${index + 1}`, owner, shares, kind);
  if (node.health === 'not-ready') return [];
  switch (index % 8) {
    case 0:
      return next
        ? [
            line(
              'llm-pretrain',
              [
                [node, 8],
                [next, 8],
              ],
              'PyTorchJob',
            ),
          ]
        : [];
    case 1:
      return [];
    case 2:
      return [line('vision-tune', [[node, 2]], 'Job')];
    case 4:
      return [];
    case 6:
      return [
        line('reward-model', [[node, 4]], 'PyTorchJob'),
        line('eval', [[node, 1]], 'Job'),
        line('probe', [[node, 1]], 'Job'),
      ];
    case 5:
    case 7:
      return [
        line('finetune', [[node, 4]], 'Job'),
        line('sweep-a', [[node, 1]], 'Job'),
        line('sweep-b', [[node, 1]], 'Job'),
        line('ablation', [[node, 2]], 'Job'),
      ];
    default:
      return [line('finetune', [[node, 4]], 'Job')];
  }
}

const modelNames = ['llama-70b', 'mixtral-8x7b', 'whisper-large', 'reranker', 'embedder', 'sdxl'] as const;

/** What is served from a machine, by the same. */
export function dgxModels(namespaces: readonly TeamNamespace[], node: ClusterNode, index: number): ServedModel[] {
  const shares = index % 8 === 4 ? [4, 2, 1, 1] : index % 8 === 2 ? [2, 2] : index % 8 === 3 ? [2] : [];
  return shares.map((share, model) => {
    const { name: namespace, team } = rotate(namespaces, index + model * 3);
    return {
      namespace,
      team,
      name: `${rotate(modelNames, index + model)}-${index + 1}-${model + 1}`,
      format: share > 2 ? 'huggingface' : 'triton',
      places: [{ node, claim: claimDevices(node, share) }],
      isFailed: false,
    };
  });
}

/** A model whose weights cannot be read. */
export function failedModel(namespaces: readonly TeamNamespace[]): ServedModel {
  const { name: namespace, team } = rotate(namespaces, 4);
  return { namespace, team, name: 'speech-beta', format: 'huggingface', places: [], isFailed: true };
}

/** Notebooks, each on a slice of a device. */
export function planNotebooks(
  context: ClusterContext,
  namespaces: readonly TeamNamespace[],
  nodes: readonly ClusterNode[],
) {
  const sliced = nodes.filter(({ gpus }) => gpus?.slices);
  for (const [nodeIndex, node] of sliced.entries()) {
    for (let slice = 0; slice < 9; slice++) {
      const { name: namespace, team } = rotate(namespaces, nodeIndex * 9 + slice);
      const name = `notebook-${nodeIndex + 1}-${slice + 1}`;
      planApp(context, {
        namespace,
        name,
        labels: { team, 'notebook-name': name },
        createdMs: bornMs(context, 'notebook', name),
        container: {
          name: 'notebook',
          image: 'kubeflownotebookswg/jupyter-pytorch-cuda-full:v1.10.0',
          cpu: '4',
          memory: '16Gi',
        },
        places: [{ node, claim: claimSlice(node) }],
        controller: 'stateful-set',
      });
    }
  }
}

/** Jobs whose pods no node of the hall ever takes, each for a reason of its own. */
export function hallVainJobs(namespaces: readonly TeamNamespace[], nodes: readonly ClusterNode[]): VainJob[] {
  const whole = { pods: 1, priority: 0, cores: 16, nodeSelector: {}, tolerates: ['nvidia.com/gpu'] } as const;
  // The fifth machine is full of models that are served from it.
  const serving = nodes[4]?.name;
  return [
    { ...whole, name: 'eval-sharded', namespace: rotate(namespaces, 15), devices: { 'nvidia.com/gpu': 16 } },
    {
      ...whole,
      name: 'kv-cache-bench',
      namespace: rotate(namespaces, 16),
      devices: { 'nvidia.com/gpu': 8 },
      cores: 220,
    },
    { ...whole, name: 'notebook-large', namespace: rotate(namespaces, 17), devices: { 'nvidia.com/mig-3g.40gb': 1 } },
    {
      ...whole,
      name: 'h200-port',
      namespace: rotate(namespaces, 18),
      devices: { 'nvidia.com/gpu': 4 },
      nodeSelector: { 'nvidia.com/gpu.product': 'NVIDIA-H200' },
    },
    ...(serving === undefined
      ? []
      : [
          {
            ...whole,
            name: 'serving-canary',
            namespace: rotate(namespaces, 19),
            devices: { 'nvidia.com/gpu': 1 },
            nodeSelector: { 'kubernetes.io/hostname': serving },
          },
        ]),
  ];
}
