/** How a site was made: the kind of object that owns it. */
export type SiteKind = 'securemesh_site_v2' | 'aws_vpc_site' | 'azure_vnet_site' | 'gcp_vpc_site' | 'voltstack_site';

export type SiteState =
  | 'ONLINE'
  | 'PROVISIONING'
  | 'UPGRADING'
  | 'STANDBY'
  | 'FAILED'
  | 'WAITING_FOR_REGISTRATION'
  | 'ORCHESTRATION_IN_PROGRESS'
  | 'ERROR_IN_ORCHESTRATION';

/** One machine of a customer edge. */
export interface EdgeNode {
  /** The registration by which it joined. */
  registration: string;
  uid: string;
  hostname: string;
  state: 'NEW' | 'PENDING' | 'ONLINE' | 'FAILED';
  address: string;
  serial: string;
}

/** A place where the service runs: F5's own regional edges, and the factory's customer edges. */
export interface EdgeSite {
  name: string;
  uid: string;
  type: 'REGIONAL_EDGE' | 'CUSTOMER_EDGE';
  /** Null for regional edges, which F5 owns. */
  kind: SiteKind | null;
  state: SiteState;
  region: string;
  latitude: number;
  longitude: number;
  labels: Readonly<Record<string, string>>;
  softwareVersion: string;
  /** What it could be upgraded to; the same as it runs where nothing waits. */
  availableSoftwareVersion: string;
  osVersion: string;
  availableOsVersion: string;
  nodes: readonly EdgeNode[];
  /** Names of the regional edges it hangs on. */
  regionalEdges: readonly string[];
  createdAt: Date;
}

/** A tunnel between two sites. */
export interface PlannedLink {
  name: string;
  from: string;
  to: string;
  createdAt: Date;
}

/** A tunnel, and how it stands. */
export interface SiteLink extends PlannedLink {
  status: 'LINK_STATUS_UP' | 'LINK_STATUS_DOWN' | 'LINK_STATUS_DEGRADED';
}

/** What one site measures of a link, or of all it has, at a moment. */
export interface EdgeReading {
  inBytesPerSecond: number;
  outBytesPerSecond: number;
  inDropsPerSecond: number;
  outDropsPerSecond: number;
  reachabilityPercent: number;
  latencySeconds: number;
  /** 1 connected, 0 not. */
  dataPlane: number;
  controlPlane: number;
}

export interface EdgeAlert {
  fingerprint: string;
  name: string;
  severity: 'minor' | 'major' | 'critical';
  site: string;
  description: string;
  startsAt: Date;
  /** Null while it is active. */
  endsAt: Date | null;
}
