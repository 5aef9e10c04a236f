import type { Accelerator } from '@/lib/domain/resource';

const gibibyte = 2 ** 30;

interface GpuSize {
  model: string;
  /** Whole devices. */
  count: number;
  /** Memory of one device; null where Microsoft's size page does not say. */
  memoryGiB: number | null;
}

const v100 = (count: number, memoryGiB: number): GpuSize => ({ model: 'NVIDIA V100', count, memoryGiB });
const t4 = (count: number): GpuSize => ({ model: 'NVIDIA T4', count, memoryGiB: 16 });
const a100 = (count: number, memoryGiB: number): GpuSize => ({ model: 'NVIDIA A100', count, memoryGiB });
const h100 = (count: number): GpuSize => ({ model: 'NVIDIA H100', count, memoryGiB: 80 });
const h100Nvl = (count: number): GpuSize => ({ model: 'NVIDIA H100 NVL', count, memoryGiB: 94 });
const a10 = (count: number): GpuSize => ({ model: 'NVIDIA A10', count, memoryGiB: 24 });
const m60 = (count: number): GpuSize => ({ model: 'NVIDIA M60', count, memoryGiB: 8 });

/**
 * What each GPU size carries, by its lower-cased name, from the size pages of the Azure virtual machine documentation
 * (NC, ND, NV and NG families). Resource Graph names only the size.
 */
const gpuSizes: Readonly<Record<string, GpuSize>> = {
  standard_nc6s_v3: v100(1, 16),
  standard_nc12s_v3: v100(2, 16),
  standard_nc24s_v3: v100(4, 16),
  standard_nc24rs_v3: v100(4, 16),
  standard_nc4as_t4_v3: t4(1),
  standard_nc8as_t4_v3: t4(1),
  standard_nc16as_t4_v3: t4(1),
  standard_nc64as_t4_v3: t4(4),
  standard_nc24ads_a100_v4: a100(1, 80),
  standard_nc48ads_a100_v4: a100(2, 80),
  standard_nc96ads_a100_v4: a100(4, 80),
  standard_nc40ads_h100_v5: h100Nvl(1),
  standard_nc80adis_h100_v5: h100Nvl(2),
  standard_ncc40ads_h100_v5: h100Nvl(1),
  standard_nd40rs_v2: v100(8, 32),
  standard_nd40s_v3: v100(8, 32),
  standard_nd96asr_v4: a100(8, 40),
  standard_nd96amsr_a100_v4: a100(8, 80),
  standard_nd96ams_a100_v4: a100(8, 80),
  standard_nd96isr_h100_v5: h100(8),
  standard_nd96is_h100_v5: h100(8),
  standard_nd96isrf_h100_v5: h100(8),
  standard_nd96isr_h200_v5: { model: 'NVIDIA H200', count: 8, memoryGiB: 141 },
  standard_nd96is_h200_v5: { model: 'NVIDIA H200', count: 8, memoryGiB: 141 },
  standard_nd96isr_mi300x_v5: { model: 'AMD MI300X', count: 8, memoryGiB: 192 },
  standard_nd96is_mi300x_v5: { model: 'AMD MI300X', count: 8, memoryGiB: 192 },
  standard_nd128isr_ndr_gb200_v6: { model: 'NVIDIA GB200', count: 4, memoryGiB: 192 },
  standard_nd128isr_gb300_v6: { model: 'NVIDIA GB300', count: 4, memoryGiB: null },
  standard_nv12s_v3: m60(1),
  standard_nv24s_v3: m60(2),
  standard_nv48s_v3: m60(4),
  standard_nv32as_v4: { model: 'AMD MI25', count: 1, memoryGiB: 16 },
  standard_nv36ads_a10_v5: a10(1),
  standard_nv36adms_a10_v5: a10(1),
  standard_nv72ads_a10_v5: a10(2),
  standard_ng32ads_v620_v1: { model: 'AMD V620', count: 1, memoryGiB: 32 },
  standard_ng32adms_v620_v1: { model: 'AMD V620', count: 1, memoryGiB: 32 },
};

/** Sizes with a half to an eighth of an A10, a V620 or an MI25. A share is no whole device, so they have none. */
const shareSizes: ReadonlySet<string> = new Set([
  'standard_nv4as_v4',
  'standard_nv8as_v4',
  'standard_nv16as_v4',
  'standard_nv6ads_a10_v5',
  'standard_nv12ads_a10_v5',
  'standard_nv18ads_a10_v5',
  'standard_ng8ads_v620_v1',
  'standard_ng16ads_v620_v1',
]);

/** Sizes of the N families have GPUs; those of all others have none. */
const gpuFamily = /^standard_n[a-z]/;

/**
 * The whole accelerators of `machines` machines of a size; sizes with a share of one have none. Null when the size or the
 * number of machines is not named, or the size is of a GPU family but not in the table: then they are not known.
 */
export function toAccelerators(size: string | undefined, machines: number | undefined): Accelerator[] | null {
  if (size === undefined || machines === undefined) return null;
  const name = size.toLowerCase();
  if (shareSizes.has(name)) return [];
  const known = Object.hasOwn(gpuSizes, name) ? gpuSizes[name] : undefined;
  if (known === undefined) return gpuFamily.test(name) ? null : [];
  const { model, count, memoryGiB } = known;
  if (machines === 0) return [];
  return [{ model, count: count * machines, memoryBytes: memoryGiB === null ? null : memoryGiB * gibibyte }];
}
