import type { Freshness } from '@/lib/domain/freshness';
import { type LifecycleState, lifecycleStates, type ResourceKind } from '@/lib/domain/resource';
import type { HealthStatus } from '@/lib/domain/status';

/** What each kind of resource is called, one and many. */
export const resourceKindWords: Record<ResourceKind, { one: string; many: string }> = {
  'compute-instance': { one: 'Compute instance', many: 'Compute instances' },
  'kubernetes-cluster': { one: 'Kubernetes cluster', many: 'Kubernetes clusters' },
  'node-group': { one: 'Node group', many: 'Node groups' },
  volume: { one: 'Volume', many: 'Volumes' },
  'file-system': { one: 'File system', many: 'File systems' },
  bucket: { one: 'Bucket', many: 'Buckets' },
  network: { one: 'Network', many: 'Networks' },
  subnet: { one: 'Subnet', many: 'Subnets' },
  'vpn-connection': { one: 'VPN connection', many: 'VPN connections' },
  'private-circuit': { one: 'Private circuit', many: 'Private circuits' },
  'virtual-interface': { one: 'Virtual interface', many: 'Virtual interfaces' },
  'transit-gateway': { one: 'Transit gateway', many: 'Transit gateways' },
  'transit-attachment': { one: 'Transit attachment', many: 'Transit attachments' },
  'model-endpoint': { one: 'Model endpoint', many: 'Model endpoints' },
  'training-job': { one: 'Training job', many: 'Training jobs' },
  function: { one: 'Function', many: 'Functions' },
  database: { one: 'Database', many: 'Databases' },
  'encryption-key': { one: 'Encryption key', many: 'Encryption keys' },
  'instance-group': { one: 'Instance group', many: 'Instance groups' },
  'cluster-node': { one: 'Cluster node', many: 'Cluster nodes' },
  pod: { one: 'Pod', many: 'Pods' },
  namespace: { one: 'Namespace', many: 'Namespaces' },
  queue: { one: 'Queue', many: 'Queues' },
  'batch-job': { one: 'Batch job', many: 'Batch jobs' },
  reservation: { one: 'Reservation', many: 'Reservations' },
  'storage-account': { one: 'Storage account', many: 'Storage accounts' },
  'vpn-gateway': { one: 'VPN gateway', many: 'VPN gateways' },
  'vpn-tunnel': { one: 'VPN tunnel', many: 'VPN tunnels' },
  'circuit-port': { one: 'Circuit port', many: 'Circuit ports' },
  model: { one: 'Model', many: 'Models' },
  'ml-workspace': { one: 'ML workspace', many: 'ML workspaces' },
  'container-service': { one: 'Container service', many: 'Container services' },
  'edge-site': { one: 'Edge site', many: 'Edge sites' },
  'edge-node': { one: 'Edge node', many: 'Edge nodes' },
  'site-link': { one: 'Site link', many: 'Site links' },
  alert: { one: 'Alert', many: 'Alerts' },
  'batch-cluster': { one: 'Batch cluster', many: 'Batch clusters' },
  'scrape-target': { one: 'Scrape target', many: 'Scrape targets' },
};

/** The kind's name where only its text is at hand; a kind not known here keeps its own text. */
export function nameKind(kind: string, number: 'one' | 'many' = 'many'): string {
  const words: Record<string, { one: string; many: string }> = resourceKindWords;
  return words[kind]?.[number] ?? kind;
}

const withoutAccelerators: ReadonlySet<string> = new Set<ResourceKind>([
  'kubernetes-cluster',
  'volume',
  'file-system',
  'bucket',
  'network',
  'subnet',
  'vpn-connection',
  'private-circuit',
  'virtual-interface',
  'transit-gateway',
  'transit-attachment',
  'function',
  'database',
  'encryption-key',
  'namespace',
  'queue',
  'storage-account',
  'vpn-gateway',
  'vpn-tunnel',
  'circuit-port',
  'model',
  'ml-workspace',
  'edge-site',
  'site-link',
  'alert',
  'batch-cluster',
  'scrape-target',
]);

/** Whether to speak of accelerators at all: a subnet has none, and nobody asks. True for kinds not known here. */
export function mayCarryAccelerators(kind: string): boolean {
  return !withoutAccelerators.has(kind);
}

/** How a lifecycle state shows: a word, and the mark beside it. Stopped and completed are neither good nor bad. */
export const lifecycleWords: Record<LifecycleState, { word: string; tone: HealthStatus | 'neutral' }> = {
  provisioning: { word: 'Provisioning', tone: 'in-progress' },
  active: { word: 'Active', tone: 'healthy' },
  degraded: { word: 'Degraded', tone: 'warning' },
  stopped: { word: 'Stopped', tone: 'neutral' },
  completed: { word: 'Completed', tone: 'neutral' },
  failed: { word: 'Failed', tone: 'critical' },
  deleting: { word: 'Deleting', tone: 'in-progress' },
  unknown: { word: 'Unknown', tone: 'unknown' },
};

/** Whether the text is a lifecycle state of the console's vocabulary. */
export function isLifecycleState(text: string): text is LifecycleState {
  return lifecycleStates.some((state) => state === text);
}

/** How the age of facts shows. */
export const freshnessWords: Record<Freshness, string> = {
  fresh: 'Fresh',
  stale: 'Stale',
  expired: 'Expired',
  never: 'Never read',
};
