import type { OnPremisesPart } from '@/lib/domain/cost/rate-card';

/** What each part of a node's cost is called, and how it comes about. */
export const partWords: Record<OnPremisesPart, { title: string; says: string }> = {
  depreciation: {
    title: 'Depreciation',
    says: 'Purchase price less residual value, in equal parts over the days of the term, listed or not.',
  },
  'write-off': { title: 'Write-off', says: 'What is left of the value on the day the node was given up.' },
  power: {
    title: 'Power',
    says: 'Watts × PUE × 24 hours × price: measured watts of the GPUs and those of the host, else the rated ones.',
  },
  space: { title: 'Space', says: 'The rack’s month over the days of the month and the nodes of a rack.' },
  staff: { title: 'Staff', says: 'The month over its days and the nodes listed that day.' },
  'network-and-storage': { title: 'Network and storage', says: 'The month of a node over the days of the month.' },
};
