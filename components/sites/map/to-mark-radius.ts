/** Of a mark without GPUs, and of one of which it is not known how many; pixels. */
export const plainRadius = 6;
const leastRadius = 7;
const largestRadius = 18;
/** Of several sites together, which may have more than the largest. */
const mostRadius = 24;

/**
 * The radius in pixels of the circle whose area stands for so many GPUs, the largest site's being `largestRadius`. Small
 * sites keep a mark large enough to tell its shape; none, or an unknown number, gives the plain mark.
 */
export function toMarkRadius(gpus: number | null, largest: number): number {
  if (gpus === null || gpus === 0 || largest <= 0) return plainRadius;
  return Math.min(mostRadius, Math.max(leastRadius, largestRadius * Math.sqrt(gpus / largest)));
}
