import { machinesAt, thingsAt } from '../../growth';
import { findInstanceSize } from '../instance-catalogue';

/** How many machines of a size there are at `scale` of which there are `count` at scale 1. */
export function machineCountAt(size: string, count: number, scale: number): number {
  return findInstanceSize(size)?.accelerator ? machinesAt(count, scale) : thingsAt(count, scale);
}
