import { describe, expect, it } from 'vitest';
import { addRequested, toRequested } from './to-requested';

const gpus = { 'nvidia.com/gpu': 8 };
const alone = { pods: 1, nodeLabels: null };
const product = 'nvidia.com/gpu.product';
const affinity = (...terms: [string, string, string[]][][]) => ({
  affinity: {
    nodeAffinity: {
      requiredDuringSchedulingIgnoredDuringExecution: {
        nodeSelectorTerms: terms.map((expressions) => ({
          matchExpressions: expressions.map(([key, operator, values]) => ({ key, operator, values })),
        })),
      },
    },
  },
});

describe('the model that pods ask for', () => {
  it.each([
    ['no node is named', {}, null],
    ['another label is', { nodeSelector: { zone: 'a' } }, null],
    ['a selector names it', { nodeSelector: { [product]: 'NVIDIA-H100-80GB-HBM3' } }, 'NVIDIA H100'],
    ['a selector of GKE names it', { nodeSelector: { 'cloud.google.com/gke-accelerator': 'nvidia-l4' } }, 'NVIDIA L4'],
    ['an affinity names it', affinity([[product, 'In', ['NVIDIA-H100-80GB-HBM3']]]), 'NVIDIA H100'],
    [
      'an affinity names it twice',
      affinity([[product, 'In', ['NVIDIA-A100-SXM4-40GB', 'NVIDIA-A100-80GB-PCIe']]]),
      'NVIDIA A100',
    ],
    ['an affinity names two', affinity([[product, 'In', ['NVIDIA-H100', 'NVIDIA-A100']]]), null],
    ['one of two ways leaves it open', affinity([[product, 'In', ['NVIDIA-H100']]], [['zone', 'In', ['a']]]), null],
    ['an affinity shuts one out', affinity([[product, 'NotIn', ['NVIDIA-H100']]]), null],
    [
      'an affinity is endless',
      affinity([[product, 'In', Array.from({ length: 1_000 }, (_, index) => `x${index}`)]]),
      null,
    ],
  ])('where %s is %s', (_, selection, model) => {
    expect(toRequested(gpus, selection, alone)).toEqual([{ model, count: 8 }]);
  });

  it('of others than NVIDIA is their resource where no node names it', () => {
    expect(toRequested({ 'google.com/tpu': 4 }, {}, alone)).toEqual([{ model: 'google.com/tpu', count: 4 }]);
    const nodeSelector = { 'cloud.google.com/gke-tpu-accelerator': 'tpu-v5-lite-podslice' };
    expect(toRequested({ 'google.com/tpu': 4 }, { nodeSelector }, alone)).toEqual([
      { model: 'Google TPU v5e', count: 4 },
    ]);
  });
});

describe('the number of devices that pods ask for', () => {
  it.each([
    ['each pod’s, for all of them', gpus, {}, { pods: 3, nodeLabels: null }, 24],
    ['not told where the pods’ number is not', gpus, {}, { pods: null, nodeLabels: null }, null],
    ['not told where it cannot be read', { 'nvidia.com/gpu': Number.NaN }, {}, alone, null],
    [
      'not told on a node that shares them',
      gpus,
      {},
      { pods: 1, nodeLabels: { 'nvidia.com/gpu.replicas': '4' } },
      null,
    ],
    [
      'not told where slices are asked for',
      gpus,
      { nodeSelector: { 'cloud.google.com/gke-gpu-partition-size': '1g.5gb' } },
      alone,
      null,
    ],
  ])('is %s', (_, request, selection, pods, count) => {
    expect(toRequested(request, selection, pods)).toMatchObject([{ count }]);
  });

  it('of slices and shares is not told, but their name is', () => {
    const request = { 'nvidia.com/mig-1g.10gb': 2, 'nvidia.com/gpu.shared': 1 };
    expect(toRequested(request, {}, alone)).toEqual([
      { model: 'nvidia.com/mig-1g.10gb', count: null },
      { model: 'nvidia.com/gpu.shared', count: null },
    ]);
  });

  it('is added up by model, and not told once one is not', () => {
    expect(
      addRequested([
        { model: 'a', count: 1 },
        { model: null, count: 2 },
        { model: 'a', count: 3 },
      ]),
    ).toEqual([
      { model: 'a', count: 4 },
      { model: null, count: 2 },
    ]);
    expect(
      addRequested([
        { model: 'a', count: 1 },
        { model: 'a', count: null },
      ]),
    ).toEqual([{ model: 'a', count: null }]);
    expect(addRequested([])).toEqual([]);
  });
});
