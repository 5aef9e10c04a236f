import { describe, expect, it } from 'vitest';
import { toNodeAccelerators } from './to-node-accelerators';

const h100 = {
  'nvidia.com/gpu.product': 'NVIDIA-H100-80GB-HBM3',
  'nvidia.com/gpu.memory': '81559',
  'nvidia.com/gpu.count': '8',
};
const device = { model: 'NVIDIA H100', memoryBytes: 81_559 * 2 ** 20 };

describe('the accelerators of a node', () => {
  it('are its whole devices, with the memory the labels tell', () => {
    expect(toNodeAccelerators(h100, { cpu: '224', 'nvidia.com/gpu': '8' })).toEqual([{ ...device, count: 8 }]);
  });

  it('are none where the node has none, and not known where only its labels count any or it does not say', () => {
    expect(toNodeAccelerators({}, { 'nvidia.com/gpu': '0' })).toEqual([]);
    expect(toNodeAccelerators({ 'nvidia.com/gpu.count': '0' }, { cpu: '4' })).toEqual([]);
    expect(toNodeAccelerators(h100, { cpu: '4' })).toBeNull();
    expect(toNodeAccelerators({}, null)).toBeNull();
  });

  it('of AMD and Google are counted by their own resources', () => {
    const amd = { 'amd.com/gpu.product-name': 'AMD_Instinct_MI300X_OAM', 'amd.com/gpu.vram': '192G' };
    expect(toNodeAccelerators(amd, { 'amd.com/gpu': '8' })).toEqual([
      { model: 'AMD MI300X', count: 8, memoryBytes: 192 * 2 ** 30 },
    ]);
    const tpu = { 'cloud.google.com/gke-tpu-accelerator': 'tpu-v5-lite-podslice' };
    expect(toNodeAccelerators(tpu, { 'google.com/tpu': '4' })).toEqual([
      { model: 'Google TPU v5e', count: 4, memoryBytes: null },
    ]);
  });

  it('are not the slices of partitioned devices: the label counts the devices', () => {
    const mixed = { ...h100, 'nvidia.com/mig.strategy': 'mixed' };
    const capacity = { 'nvidia.com/gpu': '6', 'nvidia.com/mig-1g.10gb': '14' };
    expect(toNodeAccelerators(mixed, capacity)).toEqual([{ ...device, count: 8 }]);
    const { 'nvidia.com/gpu.count': _, ...uncounted } = mixed;
    expect(toNodeAccelerators(uncounted, capacity)).toBeNull();
  });

  it('are not known where every “GPU” of the node is a slice', () => {
    const single = {
      'nvidia.com/mig.strategy': 'single',
      'nvidia.com/gpu.product': 'A100-SXM4-40GB-MIG-1g.5gb',
      'nvidia.com/gpu.count': '56',
    };
    expect(toNodeAccelerators(single, { 'nvidia.com/gpu': '56' })).toBeNull();
    const undivided = { ...h100, 'nvidia.com/mig.strategy': 'single' };
    expect(toNodeAccelerators(undivided, { 'nvidia.com/gpu': '8' })).toEqual([{ ...device, count: 8 }]);
  });

  it('are not known where the node is a virtual machine with virtual GPUs, which are shares', () => {
    const virtual = { 'nvidia.com/gpu.product': 'NVIDIA-A10-4Q', 'nvidia.com/gpu.count': '1' };
    const present = { ...virtual, 'nvidia.com/vgpu.present': 'true' };
    expect(toNodeAccelerators(present, { 'nvidia.com/gpu': '1' })).toBeNull();
    const whole = { ...h100, 'nvidia.com/vgpu.present': 'false' };
    expect(toNodeAccelerators(whole, { 'nvidia.com/gpu': '8' })).toEqual([{ ...device, count: 8 }]);
  });

  it.each([
    ['under the device’s name', { 'nvidia.com/gpu': '32' }],
    ['under a name of their own', { 'nvidia.com/gpu.shared': '32' }],
  ])('are counted once however many shares are made of each, %s', (_, capacity) => {
    const shared = { ...h100, 'nvidia.com/gpu.replicas': '4' };
    expect(toNodeAccelerators(shared, capacity)).toEqual([{ ...device, count: 8 }]);
  });

  it('of GKE are neither its slices, which go for devices, nor its shares', () => {
    const gke = { 'cloud.google.com/gke-accelerator': 'nvidia-tesla-a100' };
    const sliced = { ...gke, 'cloud.google.com/gke-gpu-partition-size': '1g.5gb' };
    expect(toNodeAccelerators(sliced, { 'nvidia.com/gpu': '7' })).toBeNull();
    const shared = { ...gke, 'cloud.google.com/gke-max-shared-clients-per-gpu': '4' };
    expect(toNodeAccelerators(shared, { 'nvidia.com/gpu': '8' })).toMatchObject([{ model: 'NVIDIA A100', count: 2 }]);
  });

  it.each([
    ['whole', { 'amd.com/gpu': '8' }, { 'amd.com/compute-memory-partition': 'spx_nps1' }, 8],
    ['whole under the name that says so', { 'amd.com/spx_nps1': '8' }, {}, 8],
    ['partitioned', { 'amd.com/gpu': '64' }, { 'amd.com/compute-memory-partition': 'cpx_nps4' }, null],
    ['partitioned under the name that says so', { 'amd.com/cpx_nps4': '64' }, {}, null],
    ['partitioned in part', { 'amd.com/spx_nps1': '5', 'amd.com/cpx_nps1': '24' }, {}, null],
  ])('of AMD are counted only where they are whole: %s', (_, capacity, labels, count) => {
    const found = toNodeAccelerators({ 'amd.com/gpu.product-name': 'AMD_Instinct_MI300X_OAM', ...labels }, capacity);
    expect(found).toEqual(count === null ? null : [{ model: 'AMD MI300X', count, memoryBytes: null }]);
  });

  it('are not known where their number cannot be read', () => {
    expect(toNodeAccelerators(h100, { 'nvidia.com/gpu': 'many' })).toBeNull();
    expect(toNodeAccelerators({ 'nvidia.com/gpu.replicas': 'x' }, { 'nvidia.com/gpu': '8' })).toBeNull();
  });
});
