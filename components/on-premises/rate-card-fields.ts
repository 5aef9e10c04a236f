import type { RateCardText } from './to-rate-card';

export interface RateCardField {
  key: Exclude<RateCardText, 'site'>;
  label: string;
  description?: string;
  type?: 'date';
  isRequired?: true;
  /** Tells the card from others, so that it cannot change later; `until-withdrawn`: so that it changes only after it was withdrawn. */
  isKept?: 'always' | 'until-withdrawn';
}

/** What a card asks for, in groups. What is left empty is not known, and what costs nothing is 0. */
export const rateCardFields: readonly { title: string; fields: readonly RateCardField[] }[] = [
  {
    title: 'Which nodes',
    fields: [
      {
        key: 'gpuModel',
        label: 'GPU model',
        description: 'As the inventory names it, e.g. NVIDIA H100. Empty: nodes without GPU.',
        isKept: 'always',
      },
      {
        key: 'nodes',
        label: 'Names of nodes',
        description: '* stands for any run of characters.',
        isRequired: true,
        isKept: 'always',
      },
      { key: 'validFrom', label: 'Holds from', type: 'date', isRequired: true },
      {
        key: 'currency',
        label: 'Currency',
        description: 'Of all amounts, e.g. EUR. It changes only once the card was withdrawn.',
        isRequired: true,
        isKept: 'until-withdrawn',
      },
    ],
  },
  {
    title: 'Purchase of one node',
    fields: [
      { key: 'price', label: 'Price' },
      { key: 'residual', label: 'Residual value', description: 'At the end of the term; 0 for none.' },
      { key: 'on', label: 'Bought on', type: 'date' },
      { key: 'months', label: 'Depreciated over, months' },
      {
        key: 'retiredOn',
        label: 'Given up on',
        description: 'What is left is written off that day. Of one node alone, write a card that names it.',
        type: 'date',
      },
    ],
  },
  {
    title: 'Power',
    fields: [
      { key: 'powerPrice', label: 'Price of a kWh' },
      { key: 'pue', label: 'PUE', description: 'Power of the place for each watt of its machines.', isRequired: true },
      { key: 'ratedWatts', label: 'Rated power of a node, W' },
      {
        key: 'hostWatts',
        label: 'Power without its GPUs, W',
        description: 'With it, measured power of the GPUs counts.',
      },
    ],
  },
  {
    title: 'Each month',
    fields: [
      { key: 'rackPrice', label: 'Space of a rack' },
      { key: 'nodesPerRack', label: 'Nodes in a rack', isRequired: true },
      { key: 'staffPrice', label: 'Staff', description: 'For all nodes of the card together.' },
      { key: 'overheadPrice', label: 'Network and storage of a node' },
    ],
  },
  { title: 'Why', fields: [{ key: 'note', label: 'Note', description: 'Where the figures come from.' }] },
];
