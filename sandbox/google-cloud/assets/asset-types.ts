import { type GoogleKind, googleKinds } from '../../world/google-cloud/records';

/** What the asset inventory calls a kind, and where its documents come from. */
export interface AssetType {
  kind: GoogleKind;
  name: string;
  /** Version, title and discovery document of the API the document is of. */
  version: string;
  discoveryName: string;
  discoveryUri: string;
}

const discovery = {
  compute: 'https://www.googleapis.com/discovery/v1/apis/compute/v1/rest',
  container: 'https://container.googleapis.com/$discovery/rest?version=v1',
  aiplatform: 'https://aiplatform.googleapis.com/$discovery/rest?version=v1',
  file: 'https://file.googleapis.com/$discovery/rest?version=v1',
  run: 'https://run.googleapis.com/$discovery/rest?version=v2',
  storage: 'https://www.googleapis.com/discovery/v1/apis/storage/v1/rest',
  tpu: 'https://tpu.googleapis.com/$discovery/rest?version=v2',
  cloudresourcemanager: 'https://cloudresourcemanager.googleapis.com/$discovery/rest?version=v3',
} as const;

const words: Record<GoogleKind, [service: keyof typeof discovery, discoveryName: string]> = {
  organization: ['cloudresourcemanager', 'Organization'],
  folder: ['cloudresourcemanager', 'Folder'],
  project: ['cloudresourcemanager', 'Project'],
  instance: ['compute', 'Instance'],
  disk: ['compute', 'Disk'],
  network: ['compute', 'Network'],
  subnetwork: ['compute', 'Subnetwork'],
  router: ['compute', 'Router'],
  'vpn-gateway': ['compute', 'VpnGateway'],
  'external-vpn-gateway': ['compute', 'ExternalVpnGateway'],
  'vpn-tunnel': ['compute', 'VpnTunnel'],
  interconnect: ['compute', 'Interconnect'],
  attachment: ['compute', 'InterconnectAttachment'],
  cluster: ['container', 'Cluster'],
  'node-pool': ['container', 'NodePool'],
  'tpu-node': ['tpu', 'Node'],
  'queued-resource': ['tpu', 'QueuedResource'],
  filestore: ['file', 'Instance'],
  bucket: ['storage', 'Bucket'],
  'run-service': ['run', 'Service'],
  model: ['aiplatform', 'Model'],
  endpoint: ['aiplatform', 'Endpoint'],
  'custom-job': ['aiplatform', 'CustomJob'],
};

/** Every type the inventory knows, in the order it lists them. */
export const assetTypes: readonly AssetType[] = googleKinds
  .map((kind) => {
    const [service, discoveryName] = words[kind];
    const discoveryUri = discovery[service];
    const version = /version=(v\d+)$/.exec(discoveryUri)?.[1] ?? 'v1';
    return { kind, name: `${service}.googleapis.com/${discoveryName}`, version, discoveryName, discoveryUri };
  })
  .sort((left, right) => (left.name < right.name ? -1 : 1));

const byKind = new Map(assetTypes.map((type) => [type.kind, type]));

export function assetTypeOf(kind: GoogleKind): AssetType {
  const type = byKind.get(kind);
  if (!type) throw new RangeError(`The inventory has no type for ${kind}.`);
  return type;
}

/** The types that patterns name; null when one of them names none. No pattern names all. */
export function matchAssetTypes(patterns: readonly string[]): AssetType[] | null {
  if (patterns.length === 0) return [...assetTypes];
  const matched = new Set<AssetType>();
  for (const pattern of patterns) {
    const expression = toExpression(pattern);
    const found = assetTypes.filter(({ name }) => name === pattern || expression?.test(name));
    if (found.length === 0) return null;
    for (const type of found) matched.add(type);
  }
  return assetTypes.filter((type) => matched.has(type));
}

function toExpression(pattern: string): RegExp | null {
  try {
    return new RegExp(`^(?:${pattern})$`);
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}
