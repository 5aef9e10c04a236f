import type { Team } from '../../tags';
import type { ProjectName, RegionName } from '../geography';
import type { MachineTypeName } from '../machine-types';

/** A node pool to be. */
export interface Fleet {
  name: string;
  machineType: MachineTypeName;
  /** Nodes that stay. */
  count: number;
  /** Nodes that come and go; only pools that scale by themselves have any. */
  elastic?: number;
  /** Its nodes carry accelerators, so it grows as such machines do. */
  accelerated?: boolean;
  /** Letter of its only zone; absent: all zones of the region. */
  zone?: string;
  extraDisksGb?: number[];
  spot?: boolean;
}

export interface ClusterPlan {
  project: ProjectName;
  region: RegionName;
  name: string;
  version: string;
  team: Team;
  fleets: Fleet[];
}

/** The clusters at scale 1. */
export const clusterPlans: readonly ClusterPlan[] = [
  {
    project: 'training',
    region: 'us-central1',
    name: 'pretrain-central',
    version: '1.33.4-gke.1245000',
    team: 'foundation-models',
    fleets: [
      { name: 'a3-high', machineType: 'a3-highgpu-8g', count: 5, accelerated: true, zone: 'a', extraDisksGb: [4000] },
      { name: 'tpu-v5e', machineType: 'ct5lp-hightpu-4t', count: 4, accelerated: true, zone: 'a' },
      { name: 'loaders', machineType: 'c3-standard-44', count: 60, elastic: 18, extraDisksGb: [1000] },
      { name: 'system', machineType: 'n2-standard-8', count: 6 },
    ],
  },
  {
    project: 'training',
    region: 'europe-west4',
    name: 'pretrain-europe',
    version: '1.33.4-gke.1245000',
    team: 'speech',
    fleets: [
      { name: 'a3-high', machineType: 'a3-highgpu-8g', count: 3, accelerated: true, zone: 'b', extraDisksGb: [4000] },
      { name: 'loaders', machineType: 'c3-standard-44', count: 36, elastic: 12, extraDisksGb: [1000] },
      { name: 'system', machineType: 'n2-standard-8', count: 3 },
    ],
  },
  {
    project: 'serving',
    region: 'us-central1',
    name: 'serve-central',
    version: '1.33.2-gke.1111000',
    team: 'inference',
    fleets: [
      { name: 'l4-large', machineType: 'g2-standard-48', count: 1, accelerated: true, zone: 'b' },
      { name: 'gateway', machineType: 'n2-standard-16', count: 24, elastic: 9, extraDisksGb: [200] },
      { name: 'system', machineType: 'n2-standard-8', count: 3 },
    ],
  },
  {
    project: 'serving',
    region: 'us-east4',
    name: 'serve-east',
    version: '1.32.9-gke.1010000',
    team: 'search',
    fleets: [
      { name: 'l4-small', machineType: 'g2-standard-8', count: 4, accelerated: true, zone: 'a' },
      { name: 'gateway', machineType: 'n2-standard-16', count: 15, elastic: 6, extraDisksGb: [200] },
      { name: 'system', machineType: 'n2-standard-8', count: 3 },
    ],
  },
  {
    project: 'serving',
    region: 'europe-west4',
    name: 'serve-europe',
    version: '1.33.2-gke.1111000',
    team: 'recommendation',
    fleets: [
      { name: 'l4-small', machineType: 'g2-standard-8', count: 3, accelerated: true, zone: 'c' },
      { name: 'gateway', machineType: 'n2-standard-16', count: 12, elastic: 6, extraDisksGb: [200] },
      { name: 'system', machineType: 'n2-standard-8', count: 3 },
    ],
  },
  {
    project: 'sovereign',
    region: 'europe-west3',
    name: 'sovereign-frankfurt',
    version: '1.33.2-gke.1111000',
    team: 'speech',
    fleets: [
      { name: 'workers', machineType: 'n2-standard-16', count: 24, extraDisksGb: [500] },
      { name: 'system', machineType: 'n2-standard-8', count: 3 },
    ],
  },
];
