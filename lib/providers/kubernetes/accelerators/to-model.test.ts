import { describe, expect, it } from 'vitest';
import { toAmdModel, toNvidiaModel, toTpuModel } from './to-model';

describe('the model of an accelerator', () => {
  it.each([
    ['nvidia.com/gpu.product', 'NVIDIA-H100-80GB-HBM3', 'NVIDIA H100'],
    ['nvidia.com/gpu.product', 'NVIDIA-H100-PCIe', 'NVIDIA H100'],
    ['nvidia.com/gpu.product', 'NVIDIA-A100-SXM4-40GB', 'NVIDIA A100'],
    ['nvidia.com/gpu.product', 'A100-SXM4-40GB-MIG-1g.5gb', 'NVIDIA A100'],
    ['nvidia.com/gpu.product', 'NVIDIA-A100-SXM4-80GB-SHARED', 'NVIDIA A100'],
    ['nvidia.com/gpu.product', 'Tesla-V100-SXM2-16GB', 'NVIDIA V100'],
    ['nvidia.com/gpu.product', 'NVIDIA-GB200', 'NVIDIA GB200'],
    ['nvidia.com/gpu.product', 'NVIDIA-GH200-480GB', 'NVIDIA GH200'],
    ['nvidia.com/gpu.product', 'NVIDIA-L40S', 'NVIDIA L40S'],
    ['nvidia.com/gpu.product', 'NVIDIA-RTX-PRO-6000-Blackwell', 'NVIDIA RTX PRO 6000 Blackwell'],
    ['gpu.nvidia.com/class', 'H100_NVLINK_80GB', 'NVIDIA H100'],
    ['gpu.nvidia.com/class', 'GB200', 'NVIDIA GB200'],
    ['cloud.google.com/gke-accelerator', 'nvidia-h100-mega-80gb', 'NVIDIA H100'],
    ['cloud.google.com/gke-accelerator', 'nvidia-tesla-t4', 'NVIDIA T4'],
    ['nvidia.com/gpu.product', ' ', 'NVIDIA GPU'],
    ['nvidia.com/gpu.product', 'NVIDIA', 'NVIDIA GPU'],
  ])('by %s=%s is %s', (label, value, model) => {
    expect(toNvidiaModel({ [label]: value })).toBe(model);
  });

  it.each([
    ['AMD_Instinct_MI300X_OAM', 'AMD MI300X'],
    ['AMD_Instinct_MI300X_VF', 'AMD MI300X'],
    ['AMD-Radeon-PRO-W7900', 'AMD Radeon PRO W7900'],
  ])('of AMD by %s is %s', (value, model) => {
    expect(toAmdModel({ 'amd.com/gpu.product-name': value })).toBe(model);
  });

  it.each([
    ['tpu-v5-lite-podslice', 'Google TPU v5e'],
    ['tpu-v5-lite-device', 'Google TPU v5e'],
    ['tpu-v5p-slice', 'Google TPU v5p'],
    ['tpu-v4-podslice', 'Google TPU v4'],
    ['tpu-v6e-slice', 'Google TPU v6e'],
    ['tpu7x', 'Google TPU7x'],
    ['something', 'Google TPU'],
  ])('of a TPU by %s is %s', (value, model) => {
    expect(toTpuModel({ 'cloud.google.com/gke-tpu-accelerator': value })).toBe(model);
  });

  it('is the vendor’s alone where no label tells more', () => {
    expect([toNvidiaModel({}), toAmdModel({}), toTpuModel({})]).toEqual(['NVIDIA GPU', 'AMD GPU', 'Google TPU']);
  });
});
