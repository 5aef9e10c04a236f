import type { Team } from '../../tags';
import type { AccountName } from '../geography';
import type { ComputeInstance } from '../records/machines';

/** A group of equal machines of one cluster. */
export interface Fleet {
  name: string;
  size: string;
  /** Machines that stay. */
  count: number;
  /** Machines that come and go beside those that stay. */
  elastic?: number;
  purchase?: ComputeInstance['purchase'];
  /** Index of the only zone it stands in; absent: spread over all. */
  zone?: number;
  extraVolumesGiB?: number[];
}

export interface ClusterPlan {
  account: AccountName;
  region: string;
  name: string;
  version: string;
  team: Team;
  fleets: Fleet[];
}

/** The factory's clusters and what they are made of, at scale 1. */
export const clusterPlans: readonly ClusterPlan[] = [
  {
    account: 'training',
    region: 'us-east-1',
    name: 'pretrain-east',
    version: '1.33',
    team: 'foundation-models',
    fleets: [
      { name: 'p5-block-a', size: 'p5.48xlarge', count: 8, purchase: 'capacity-block', zone: 1 },
      { name: 'p5-block-b', size: 'p5.48xlarge', count: 2, purchase: 'capacity-block', zone: 3 },
      { name: 'dataloaders', size: 'c7i.8xlarge', count: 24, elastic: 8, extraVolumesGiB: [1000, 1000] },
      { name: 'system', size: 'm6i.2xlarge', count: 6, extraVolumesGiB: [100] },
    ],
  },
  {
    account: 'training',
    region: 'us-east-2',
    name: 'pretrain-ohio',
    version: '1.33',
    team: 'foundation-models',
    fleets: [
      { name: 'p5en-block-a', size: 'p5en.48xlarge', count: 2, purchase: 'capacity-block', zone: 0 },
      { name: 'dataloaders', size: 'c7i.8xlarge', count: 12, elastic: 4, extraVolumesGiB: [1000, 1000] },
      { name: 'system', size: 'm6i.2xlarge', count: 4, extraVolumesGiB: [100] },
    ],
  },
  {
    account: 'training',
    region: 'us-west-2',
    name: 'pretrain-west',
    version: '1.32',
    team: 'recommendation',
    fleets: [
      { name: 'p4d-reserved', size: 'p4d.24xlarge', count: 2, zone: 0 },
      { name: 'trn1-reserved', size: 'trn1.32xlarge', count: 2, zone: 2 },
      { name: 'dataloaders', size: 'c6i.4xlarge', count: 16, elastic: 4, extraVolumesGiB: [1000] },
      { name: 'system', size: 'm6i.2xlarge', count: 4, extraVolumesGiB: [100] },
    ],
  },
  {
    account: 'training',
    region: 'eu-north-1',
    name: 'finetune-north',
    version: '1.33',
    team: 'speech',
    fleets: [
      { name: 'p5-reserved', size: 'p5.48xlarge', count: 2, zone: 0 },
      { name: 'p4d-reserved', size: 'p4d.24xlarge', count: 1, zone: 1 },
      { name: 'g6e-spot', size: 'g6e.12xlarge', count: 0, elastic: 2, purchase: 'spot' },
      { name: 'system', size: 'm6i.2xlarge', count: 3, extraVolumesGiB: [100] },
    ],
  },
  {
    account: 'research',
    region: 'us-east-1',
    name: 'research-lab',
    version: '1.33',
    team: 'applied-research',
    fleets: [
      { name: 'g5-large', size: 'g5.12xlarge', count: 1 },
      { name: 'g5-spot', size: 'g5.2xlarge', count: 1, elastic: 2, purchase: 'spot' },
      { name: 'system', size: 'm6i.2xlarge', count: 3, extraVolumesGiB: [100] },
    ],
  },
  {
    account: 'research',
    region: 'us-west-2',
    name: 'research-west',
    version: '1.31',
    team: 'vision',
    fleets: [
      { name: 'p4d', size: 'p4d.24xlarge', count: 1, zone: 1 },
      { name: 'g6', size: 'g6.2xlarge', count: 2 },
      { name: 'system', size: 'm6i.2xlarge', count: 3, extraVolumesGiB: [100] },
    ],
  },
  {
    account: 'research',
    region: 'eu-west-1',
    name: 'research-dublin',
    version: '1.33',
    team: 'speech',
    fleets: [
      { name: 'g6e', size: 'g6e.12xlarge', count: 1 },
      { name: 'system', size: 'm7g.xlarge', count: 3, extraVolumesGiB: [100] },
    ],
  },
  {
    account: 'serving',
    region: 'us-east-1',
    name: 'inference-east',
    version: '1.33',
    team: 'inference',
    fleets: [
      { name: 'l4-large', size: 'g6.12xlarge', count: 1 },
      { name: 'l4-small', size: 'g6.2xlarge', count: 3, elastic: 2 },
      { name: 'inferentia', size: 'inf2.24xlarge', count: 2 },
      { name: 'gateway', size: 'c7g.2xlarge', count: 18, extraVolumesGiB: [200] },
      { name: 'system', size: 'm7g.xlarge', count: 5, extraVolumesGiB: [100] },
    ],
  },
  {
    account: 'serving',
    region: 'us-west-2',
    name: 'inference-west',
    version: '1.33',
    team: 'inference',
    fleets: [
      { name: 'l4-large', size: 'g6.12xlarge', count: 1 },
      { name: 'l4-small', size: 'g6.2xlarge', count: 2, elastic: 1 },
      { name: 'gateway', size: 'c7g.2xlarge', count: 10, extraVolumesGiB: [200] },
      { name: 'system', size: 'm7g.xlarge', count: 4, extraVolumesGiB: [100] },
    ],
  },
  {
    account: 'serving',
    region: 'eu-west-1',
    name: 'inference-dublin',
    version: '1.33',
    team: 'search',
    fleets: [
      { name: 'l4-small', size: 'g6.2xlarge', count: 2, elastic: 1 },
      { name: 'gateway', size: 'c7g.2xlarge', count: 8, extraVolumesGiB: [200] },
      { name: 'system', size: 'm7g.xlarge', count: 3, extraVolumesGiB: [100] },
    ],
  },
  {
    account: 'serving',
    region: 'eu-central-1',
    name: 'inference-frankfurt',
    version: '1.32',
    team: 'inference',
    fleets: [
      { name: 'l4-small', size: 'g6.2xlarge', count: 2 },
      { name: 'l40s', size: 'g6e.12xlarge', count: 1 },
      { name: 'gateway', size: 'c7g.2xlarge', count: 8, extraVolumesGiB: [200] },
      { name: 'system', size: 'm7g.xlarge', count: 3, extraVolumesGiB: [100] },
    ],
  },
  {
    account: 'serving',
    region: 'ap-northeast-1',
    name: 'inference-tokyo',
    version: '1.33',
    team: 'inference',
    fleets: [
      { name: 'l4-small', size: 'g6.2xlarge', count: 2, elastic: 1 },
      { name: 'gateway', size: 'c7g.2xlarge', count: 6, extraVolumesGiB: [200] },
      { name: 'system', size: 'm7g.xlarge', count: 3, extraVolumesGiB: [100] },
    ],
  },
  {
    account: 'serving',
    region: 'ap-south-1',
    name: 'inference-mumbai',
    version: '1.33',
    team: 'search',
    fleets: [
      { name: 'l4-small', size: 'g6.2xlarge', count: 2 },
      { name: 'gateway', size: 'c7g.2xlarge', count: 4, extraVolumesGiB: [200] },
      { name: 'system', size: 'm7g.xlarge', count: 3, extraVolumesGiB: [100] },
    ],
  },
];
