/** At this scale the factory has about 20,000 GPUs and a million resources. */
export const fullScale = 70;
const mostMachineGrowth = 28;
const mostAskedOneByOneGrowth = 5;

/**
 * Bills are drawn up for a factory that has grown so far at most: at full scale a month would have millions of rows, more
 * than one process can write while it also plays every cloud. What is billed is there at any larger scale, too.
 */
const mostBilledGrowth = 1;

/** The scale of the factory that bills are drawn up for at `scale`. */
export function billedScale(scale: number): number {
  return Math.min(scale, mostBilledGrowth);
}

/** How many things there are at `scale` of which there are `count` at scale 1. */
export function thingsAt(count: number, scale: number): number {
  return count * scale;
}

/** How many machines with accelerators there are at `scale` of which there are `count` at scale 1: they grow slower. */
export function machinesAt(count: number, scale: number): number {
  return count * Math.min(scale, mostMachineGrowth);
}

/**
 * How many things there are at `scale` that their provider tells of one at a time, of which there are `count` at scale
 * 1: at the rates that providers publish, nobody reads tens of thousands of them within minutes.
 */
export function askedOneByOneAt(count: number, scale: number): number {
  return count * Math.min(scale, mostAskedOneByOneGrowth);
}

/** How many of the small, cheap things there are at `scale` that pile up wherever nobody clears them away. */
export function piledUpAt(count: number, scale: number): number {
  return count + (scale - 1) * 20 * count;
}
