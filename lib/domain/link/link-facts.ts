/**
 * What a link is, in one vocabulary over all providers. Lines and ports carry; interfaces, attachments and tunnels ride on
 * them or on the internet; a session exchanges routes over one of these.
 */
export const linkForms = [
  'circuit-port',
  'circuit',
  'virtual-interface',
  'transit-attachment',
  'network-peering',
  'vpn-connection',
  'vpn-tunnel',
  'edge-tunnel',
  'declared',
] as const;
export type LinkForm = (typeof linkForms)[number];

/**
 * How a link stands as its source says. `degraded`: it carries, and a part of it does not. `disabled`: somebody switched it
 * off. `unknown`: the source could not say, or used a word we do not know.
 */
export const linkStates = ['up', 'degraded', 'down', 'provisioning', 'disabled', 'unknown'] as const;
export type LinkState = (typeof linkStates)[number];

/**
 * Definitions of `link.state` that are a source's word on one moment: a fraction says that a link carries in part then. Of any
 * other it may be for how much of the time it was up.
 */
export const statesOfAMoment: ReadonlySet<string> = new Set(['LINK_STATUS']);

/** One of a link's two ends. Null: not told. */
export interface LinkEnd {
  /** Native id of the resource it ends at: a gateway, a router, a network, an edge site. */
  resource: string | null;
  /** Outside address of a tunnel's end, as text of an IP address. */
  address: string | null;
  /** Autonomous system number. */
  asn: number | null;
  /** A meeting room, facility, region or far network as the source calls it, e.g. `EqDC2`, `westeurope`. */
  place: string | null;
}

/** A session that exchanges routes over a link. */
export interface RouteSession {
  /** Address of the far end of the session; null where it is not told. */
  peerAddress: string | null;
  localAsn: number | null;
  peerAsn: number | null;
  state: LinkState;
  /** Prefixes taken from the peer; null where they are not told. */
  acceptedPrefixes: number | null;
}

/** Where a link's measured values stand: series of its source with this resource and these further attributes. */
export interface LinkMeter {
  /** The connection that measures it; absent: the one that tells of the link. */
  connectionId?: string | null;
  /** The attribute `resource` of the series. */
  resource: string;
  /** Attributes that a series must have, with these values, to be of this link. */
  attributes: Readonly<Record<string, string>>;
}

/** One link as its provider told of it in one read, as a facet of the resource that has it. */
export interface LinkFacts {
  /** Tells it from the other links of its resource, for good; empty where the resource itself is the link. */
  key: string;
  form: LinkForm;
  /** What people call it. Never empty. */
  name: string;
  /** The key of the link of the same resource that it is a part of, as a tunnel is of its connection; null: of none. */
  partOf: string | null;
  /** The end that the source operates. */
  near: LinkEnd;
  far: LinkEnd;
  state: LinkState;
  /** The source's own word for the state; null when it gave none. */
  nativeState: string | null;
  /** Since when it has the state; null where it is not told. */
  stateSince: Date | null;
  /** What the source says of the cause of its state, in its own words; null: nothing. */
  stateReason: string | null;
  /** What was contracted or configured to carry each way, in bits a second; null: no limit is told. */
  capacityBitsPerSecond: number | null;
  /** Largest packet in bytes; null where it is not told. */
  mtuBytes: number | null;
  /** By what its traffic is encrypted, e.g. `IPsec`, `MACsec`; `none` where the source says so; null: not told. */
  encryption: string | null;
  /** Empty: none. Null: not told. */
  sessions: readonly RouteSession[] | null;
  /** Native ids of what it rides on; empty: the internet or nothing; null: not told. */
  carriers: readonly string[] | null;
  /** How many of these must carry for it to: fewer, and it is taken down; null: not told. */
  leastCarriers: number | null;
  /** Links of one source with the same word here stand in for each other; null: the source names none. */
  redundancyGroup: string | null;
  /** Names that several providers give to one and the same line, e.g. a service key; empty: none. */
  sharedIds: readonly string[];
  meters: readonly LinkMeter[];
}

/** An end of which nothing is told. */
export const untoldEnd: LinkEnd = { resource: null, address: null, asn: null, place: null };

/** A link of which only form, name and state are told. */
export function bareLink(told: Pick<LinkFacts, 'form' | 'name' | 'state' | 'nativeState'>): LinkFacts {
  return {
    key: '',
    partOf: null,
    near: untoldEnd,
    far: untoldEnd,
    stateSince: null,
    stateReason: null,
    capacityBitsPerSecond: null,
    mtuBytes: null,
    encryption: null,
    sessions: null,
    carriers: null,
    leastCarriers: null,
    redundancyGroup: null,
    sharedIds: [],
    meters: [],
    ...told,
  };
}
