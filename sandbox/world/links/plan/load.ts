import { drawsOf } from '../../draws';

/** Bytes a second that a group, or a link without one, carries on an average day: a share of what it may carry. */
export function loadOf(seed: string, group: string, bitsPerSecond: number): number {
  return (bitsPerSecond / 8) * (0.12 + drawsOf(seed, 'link-load', group).fraction() * 0.2);
}
