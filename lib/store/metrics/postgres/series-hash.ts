import { hash } from 'node:crypto';

/** Names a series within its connection, the same in every version of Millwright. */
export function toSeriesHash(group: string, attributesText: string): Buffer {
  return hash('sha256', `${group}\n${attributesText}`, 'buffer').subarray(0, 16);
}
