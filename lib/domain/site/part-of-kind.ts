import type { ResourceKind } from '../resource';
import type { SitePart } from './site-part';

/** Parts that are made of resources of certain kinds. */
export type KindPart = Extract<SitePart, 'control-plane' | 'data-plane' | 'storage'>;

/**
 * Which part of a site a resource of each kind belongs to. Control plane: what decides what runs there. Storage: where
 * things are kept. Data plane: what carries the work (machines, networks, links, services) and the work itself.
 */
const parts: Record<ResourceKind, KindPart> = {
  'kubernetes-cluster': 'control-plane',
  'batch-cluster': 'control-plane',
  'edge-site': 'control-plane',
  'ml-workspace': 'control-plane',
  namespace: 'control-plane',
  queue: 'control-plane',
  alert: 'control-plane',
  'scrape-target': 'control-plane',
  'encryption-key': 'control-plane',
  volume: 'storage',
  'file-system': 'storage',
  bucket: 'storage',
  'storage-account': 'storage',
  database: 'storage',
  'compute-instance': 'data-plane',
  'instance-group': 'data-plane',
  'node-group': 'data-plane',
  'cluster-node': 'data-plane',
  'edge-node': 'data-plane',
  reservation: 'data-plane',
  network: 'data-plane',
  subnet: 'data-plane',
  'vpn-connection': 'data-plane',
  'vpn-gateway': 'data-plane',
  'vpn-tunnel': 'data-plane',
  'private-circuit': 'data-plane',
  'virtual-interface': 'data-plane',
  'circuit-port': 'data-plane',
  'transit-gateway': 'data-plane',
  'transit-attachment': 'data-plane',
  'site-link': 'data-plane',
  'model-endpoint': 'data-plane',
  model: 'data-plane',
  'container-service': 'data-plane',
  function: 'data-plane',
  'training-job': 'data-plane',
  'batch-job': 'data-plane',
  pod: 'data-plane',
};

const partsByKind: ReadonlyMap<string, KindPart> = new Map(Object.entries(parts));

/** The part that a resource of a kind belongs to; of a kind that nobody knows, the data plane. */
export function partOfKind(kind: string): KindPart {
  return partsByKind.get(kind) ?? 'data-plane';
}

/** The kinds that say whether a site has a part at all: a namespace makes no control plane, a job no data plane. */
export const tellingKinds: Record<KindPart, readonly ResourceKind[]> = {
  'control-plane': ['kubernetes-cluster', 'batch-cluster', 'edge-site', 'ml-workspace'],
  'data-plane': [
    'compute-instance',
    'instance-group',
    'node-group',
    'cluster-node',
    'edge-node',
    'network',
    'subnet',
    'vpn-connection',
    'vpn-gateway',
    'vpn-tunnel',
    'private-circuit',
    'virtual-interface',
    'circuit-port',
    'transit-gateway',
    'transit-attachment',
    'site-link',
    'model-endpoint',
    'container-service',
    'function',
  ],
  storage: ['volume', 'file-system', 'bucket', 'storage-account', 'database'],
};
