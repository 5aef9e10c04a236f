/** At this scale the factory has about 20,000 accelerators and a million resources. */
export const fullScale = 67;
const mostMachineGrowth = 28;

/** How many things there are at `scale` of which there are `count` at scale 1. */
export function thingsAt(count: number, scale: number): number {
  return count * scale;
}

/** How many machines with accelerators there are at `scale` of which there are `count` at scale 1: they grow slower. */
export function machinesAt(count: number, scale: number): number {
  return count * Math.min(scale, mostMachineGrowth);
}
