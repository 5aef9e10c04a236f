import { drawsOf } from '../draws';

/** A UUID as NVIDIA's driver writes it, drawn from the stream of `path`. */
export function drawGpuUuid(seed: string, ...path: (string | number)[]): string {
  const draws = drawsOf(seed, ...path);
  return `GPU-${[8, 4, 4, 4, 12].map((digits) => draws.hex(digits)).join('-')}`;
}
