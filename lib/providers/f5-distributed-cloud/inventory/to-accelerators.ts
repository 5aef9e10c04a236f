import { z } from 'zod';
import type { Accelerator } from '@/lib/domain/resource';

export const hardwareSchema = z.object({
  product: z.object({ name: z.string().nullish() }).nullish(),
  gpu: z.object({ gpu_device: z.array(z.object({ product_name: z.string().nullish() })).nullish() }).nullish(),
});
type Hardware = z.output<typeof hardwareSchema>;

/** The devices of a node by model. F5 lists them only where a driver of NVIDIA's runs, and does not tell their memory. */
export function toAccelerators({ gpu }: Hardware): Accelerator[] {
  const models = Map.groupBy(gpu?.gpu_device ?? [], ({ product_name }) => toModel(product_name ?? ''));
  return [...models].map(([model, { length: count }]) => ({ model, count, memoryBytes: null }));
}

/** `Tesla T4` and `NVIDIA A100-PCIE-40GB` as the field writes them: `NVIDIA T4`, `NVIDIA A100`. */
function toModel(productName: string): string {
  const bare = productName
    .replace(/^\s*(nvidia\s+)?(tesla\s+)?/i, '')
    .replace(/[-\s](pcie|sxm\d*|nvl|\d+\s?gb).*$/i, '');
  return `NVIDIA ${bare.trim() || 'GPU'}`;
}
