import type { z } from 'zod';
import type { MetricPoint, MetricSeries } from '@/lib/domain/metric';
import type { Capability, ProviderId } from '@/lib/domain/provider';
import type { Completeness, ReadResult } from '@/lib/domain/provider-fault';
import type { InventoryItem, ResourceKind } from '@/lib/domain/resource';
import type { CallRules } from './calls/create-provider-calls';
import type { CostCapability } from './cost';
import type { EstimateCapability } from './estimate';
import type { PricesCapability } from './prices';
import type { ProviderSession } from './provider-session';

export type { GuardedTransport, ProviderSession } from './provider-session';

/** One input of a provider's connection form. */
export interface ConnectionField {
  name: string;
  label: string;
  /** `list` is one value a line. Secret fields are stored encrypted and never read back. */
  input: 'text' | 'textarea' | 'list';
  secret: boolean;
  required: boolean;
  description: string;
  placeholder?: string;
}

/** A step of the least-privilege instructions; `code` is copyable as it stands. */
export interface ConnectionInstruction {
  title: string;
  text: string;
  code?: { language: 'json' | 'shell' | 'yaml'; text: string };
}

export interface ConnectionForm {
  fields: ConnectionField[];
  instructions: ConnectionInstruction[];
}

/** What a connection shows in a TLS handshake when asked who it is. PEM. */
export interface ClientCertificate {
  certificate: string;
  privateKey: string;
}

export interface InventoryScope {
  account: string;
  region: string;
  kind: ResourceKind;
}

/**
 * One step of an inventory read.
 * `part`: some of a scope whose listing goes on, told so that no long listing is held whole; its `scope` follows, and
 * names what no part of it has named.
 * `scope`: everything read of one account, region and kind. `listed`: the listing came to its end, so the items name all
 * there is, and only then has what they do not name ceased to exist; details and tags may still be missing.
 * `enumeration`: last, exactly once: which scopes exist at all. When complete, a stored scope that is not named
 * has ceased to exist (region disabled, account removed) and may be treated as read and empty.
 */
export type InventoryRead =
  | { type: 'part'; scope: InventoryScope; items: InventoryItem[]; readAt: Date }
  | { type: 'scope'; scope: InventoryScope; listed: boolean; result: ReadResult<InventoryItem> }
  | {
      type: 'enumeration';
      scopes: InventoryScope[];
      completeness: Completeness;
      /**
       * Of an incomplete enumeration, the accounts whose scopes are all named: of them alone, a stored scope that is not
       * named has ceased to exist. Absent: none is known to be.
       */
      settledAccounts?: readonly string[];
    };

export interface InventoryCapability<Settings = unknown, Secret = unknown> {
  /** Collection interval when the connection sets none, in milliseconds. */
  defaultIntervalMs: number;
  read(session: ProviderSession<Settings, Secret>): AsyncIterable<InventoryRead>;
}

/** The stretch of time a metrics read covers: from `from`, included, to `to`, not included. */
export interface MetricWindow {
  from: Date;
  to: Date;
}

/**
 * One step of a metrics read: the series of one group of metrics in one account and region. A group with gaps may hold
 * fewer series, or series with fewer points, than there are; a point that could not be read is not there.
 */
export interface MetricRead {
  account: string;
  region: string;
  /** What was asked for together, as the provider names it, e.g. `AWS/VPN` or `DCGM`. */
  group: string;
  result: ReadResult<MetricSeries>;
}

/** Which series is meant, as a read of the provider's metrics told it. */
export type LiveSeries = Pick<MetricSeries, 'metric' | 'definition' | 'subject' | 'attributes'>;

/** What a source gave of one series. */
export interface LiveRead extends ReadResult<MetricPoint> {
  /** How long a stretch each value stands for, in milliseconds; absent where the source does not tell, or told moments. */
  periodMs?: number;
}

/** Asking the source itself for one series of one device, while somebody waits for it. */
export interface LiveMetrics<Settings = unknown, Secret = unknown> {
  /** Whether the source can be asked for this series alone. */
  mayRead(series: LiveSeries): boolean;
  /**
   * The series' samples as the source has them now, in order of time; of a series that `mayRead` allows. A few calls, none
   * of which grows with how much else there is. Throws only the reason of an aborted session.
   */
  read(session: ProviderSession<Settings, Secret>, series: LiveSeries, window: MetricWindow): Promise<LiveRead>;
}

/** A series that a person named in the source's own words. */
export interface NamedSeries {
  /** One metric's name with matchers of its labels. */
  series: string;
  /** It only ever grows: what is read is by how much a second it did, over three minutes. */
  isCounter: boolean;
}

export interface MetricsCapability<Settings = unknown, Secret = unknown> {
  /** Collection interval when the connection sets none, in milliseconds. */
  defaultIntervalMs: number;
  /** How late the provider's newest points may be, in milliseconds: a window that ends later than this ago is unsettled. */
  settlesAfterMs: number;
  /** Reads every series of the connection. Throws only the reason of an aborted session. */
  read(session: ProviderSession<Settings, Secret>, window: MetricWindow): AsyncIterable<MetricRead>;
  /** Absent: the source is not asked for single series, and what is stored is all that can be shown. */
  live?: LiveMetrics<Settings, Secret>;
  /**
   * One series that a person named, at every step of a window; a gap where several fit, or none does. Absent: the source has
   * no series that people could name. Throws only the reason of an aborted session.
   */
  readNamed?(
    session: ProviderSession<Settings, Secret>,
    named: NamedSeries,
    window: MetricWindow,
  ): Promise<ReadResult<MetricPoint>>;
}

/** One thing a connection test tried. */
export interface ConnectionCheck {
  /** What was tried, in words: `List EC2 instances in eu-central-1 of 111122223333`. */
  title: string;
  outcome: 'passed' | 'failed' | 'skipped';
  /** The permission this check proves, e.g. `ec2:DescribeInstances`. */
  permission?: string;
  account?: string;
  region?: string;
  /** For failed and skipped: why, in one sentence. */
  message?: string;
  remedy?: string;
}

export interface ConnectionReport {
  checks: ConnectionCheck[];
  /** Accounts the credentials reach. */
  accounts: { id: string; name: string | null }[];
}

/**
 * What every provider must be. Capabilities are declared by presence; callers ask before they call.
 * `secretDestinations` names the addresses that receive the secret under these settings, with their paths, behind which
 * others may answer on one host: when a change of settings changes them, the secret must be entered again.
 */
export interface Provider<Settings = unknown, Secret = unknown> {
  id: ProviderId;
  title: string;
  form: ConnectionForm;
  settingsSchema: z.ZodType<Settings>;
  secretSchema: z.ZodType<Secret>;
  secretDestinations(settings: Settings): string[];
  /** PEM of an authority to trust beside the system's under these settings; undefined for none. */
  caCertificateOf?(settings: Settings): string | undefined;
  /** The certificate and key, both PEM, that the connection shows to whoever asks for one; undefined for none. */
  clientCertificateOf?(settings: Settings, secret: Secret | null): ClientCertificate | undefined;
  /** How its calls are limited and its errors classified; `openSession` applies them. */
  callRules: CallRules;
  test(session: ProviderSession<Settings, Secret>): Promise<ConnectionReport>;
  inventory?: InventoryCapability<Settings, Secret>;
  metrics?: MetricsCapability<Settings, Secret>;
  cost?: CostCapability<Settings, Secret>;
  prices?: PricesCapability<Settings, Secret>;
  /** Not collected: asked by a person who presses for it. */
  estimate?: EstimateCapability<Settings, Secret>;
}

/** What the provider can do, in the order the field lists capabilities. */
export function declaredCapabilities(provider: Provider): Capability[] {
  const declared: Capability[] = [];
  if (provider.inventory) declared.push('inventory');
  if (provider.metrics) declared.push('metrics');
  if (provider.cost) declared.push('cost');
  if (provider.prices) declared.push('prices');
  return declared;
}
