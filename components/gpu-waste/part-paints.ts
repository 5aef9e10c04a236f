import type { StackPaint } from '@/components/charts/draw/stack-paint';
import { type GpuCostPart, gpuCostParts } from '@/lib/domain/cost/gpu-use';
import { gpuPartWords } from '@/lib/format/gpu-waste-words';

const colours: Record<GpuCostPart, string> = {
  useful: 'var(--color-sequential-5)',
  'thrown-away': 'var(--color-diverging-7)',
  idle: 'var(--color-diverging-6)',
  'not-allocated': 'var(--color-sequential-4)',
  'not-listed': 'var(--color-muted)',
  'not-measured': 'var(--color-unknown-mark)',
};

/** How each part is painted, in the order in which they stand beside one another. */
const partPaints: readonly (StackPaint & { key: GpuCostPart })[] = gpuCostParts.map((part) => ({
  key: part,
  label: gpuPartWords[part].title,
  colour: colours[part],
  isHatched: part === 'not-listed' || part === 'not-measured',
}));

/** The parts of the cost, or of the hours of listed devices, which what was not listed is none of. */
export function paintsOf(unit: 'cost' | 'hours'): typeof partPaints {
  return unit === 'cost' ? partPaints : partPaints.filter(({ key }) => gpuPartWords[key].state !== null);
}
