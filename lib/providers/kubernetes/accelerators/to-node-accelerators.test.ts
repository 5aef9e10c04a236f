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

  it('are none where the node has none, whatever its labels say', () => {
    expect(toNodeAccelerators(h100, { cpu: '4' })).toEqual([]);
    expect(toNodeAccelerators({}, { 'nvidia.com/gpu': '0' })).toEqual([]);
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

  it.each([
    ['under the device’s name', { 'nvidia.com/gpu': '32' }],
    ['under a name of their own', { 'nvidia.com/gpu.shared': '32' }],
  ])('are counted once however many shares are made of each, %s', (_, capacity) => {
    const shared = { ...h100, 'nvidia.com/gpu.replicas': '4' };
    expect(toNodeAccelerators(shared, capacity)).toEqual([{ ...device, count: 8 }]);
  });

  it('are not known where their number cannot be read', () => {
    expect(toNodeAccelerators(h100, { 'nvidia.com/gpu': 'many' })).toBeNull();
    expect(toNodeAccelerators({ 'nvidia.com/gpu.replicas': 'x' }, { 'nvidia.com/gpu': '8' })).toBeNull();
  });
});
