import { describe, expect, it } from 'vitest';
import { toPodAccelerators } from './to-pod-accelerators';
import { toPodRequest } from './to-pod-request';

const gpus = (count: string | number, rest: object = {}) => ({
  name: 'c',
  resources: { limits: { 'nvidia.com/gpu': count, cpu: '8' } },
  ...rest,
});
const node = {
  labels: { 'nvidia.com/gpu.product': 'NVIDIA-H100-80GB-HBM3' },
  accelerators: [{ model: 'NVIDIA H100', count: 8, memoryBytes: 80 }],
};

describe('what a pod is given', () => {
  it('is what all its containers ask for together', () => {
    expect(toPodRequest([gpus('2'), gpus(1), { name: 'side' }], [])).toEqual({ 'nvidia.com/gpu': 3 });
  });

  it('is nothing for a pod that asks for no accelerator', () => {
    expect(toPodRequest([{ name: 'c', resources: { limits: { cpu: '8' } } }, gpus('0')], [])).toEqual({});
  });

  it('is the most that runs at once: init containers before the others, sidecars beside them', () => {
    expect(toPodRequest([gpus('2')], [gpus('4'), gpus('1')])).toEqual({ 'nvidia.com/gpu': 4 });
    expect(toPodRequest([gpus('2')], [gpus('1', { restartPolicy: 'Always' })])).toEqual({ 'nvidia.com/gpu': 3 });
    expect(toPodRequest([gpus('2')], [gpus('1', { restartPolicy: 'Always' }), gpus('4')])).toEqual({
      'nvidia.com/gpu': 5,
    });
  });

  it('is told by requests where there are no limits', () => {
    const asked = { name: 'c', resources: { requests: { 'google.com/tpu': '4' } } };
    expect(toPodRequest([asked], [])).toEqual({ 'google.com/tpu': 4 });
  });
});

describe('the accelerators a pod holds', () => {
  it('are of its node’s model and memory', () => {
    expect(toPodAccelerators({ 'nvidia.com/gpu': 2 }, node)).toEqual([
      { model: 'NVIDIA H100', count: 2, memoryBytes: 80 },
    ]);
  });

  it('of AMD are whole under the name that says so', () => {
    const labels = { 'amd.com/gpu.product-name': 'AMD_Instinct_MI300X_OAM' };
    expect(toPodAccelerators({ 'amd.com/spx_nps1': 2 }, { labels, accelerators: null })).toEqual([
      { model: 'AMD MI300X', count: 2, memoryBytes: null },
    ]);
  });

  it('are not known while its node is not', () => {
    expect(toPodAccelerators({ 'nvidia.com/gpu': 2 }, null)).toBeNull();
  });

  it.each([
    ['a slice', { 'nvidia.com/mig-1g.10gb': 2 }, {}],
    [
      'a slice that goes for a device',
      { 'nvidia.com/gpu': 1 },
      { 'nvidia.com/mig.strategy': 'single', 'nvidia.com/gpu.product': 'A100-MIG-1g.5gb' },
    ],
    ['a virtual GPU', { 'nvidia.com/gpu': 1 }, { 'nvidia.com/vgpu.present': 'true' }],
    ['a time slice', { 'nvidia.com/gpu': 1 }, { 'nvidia.com/gpu.replicas': '4' }],
    ['a slice of GKE', { 'nvidia.com/gpu': 1 }, { 'cloud.google.com/gke-gpu-partition-size': '1g.5gb' }],
    ['a time slice of GKE', { 'nvidia.com/gpu': 1 }, { 'cloud.google.com/gke-max-shared-clients-per-gpu': '2' }],
    ['a part of AMD’s', { 'amd.com/gpu': 1 }, { 'amd.com/compute-memory-partition': 'cpx_nps1' }],
    ['a part of AMD’s under its name', { 'amd.com/cpx_nps1': 1 }, {}],
  ])('are none where it holds %s', (_, request, labels) => {
    expect(toPodAccelerators(request, { labels, accelerators: null })).toEqual([]);
  });
});
