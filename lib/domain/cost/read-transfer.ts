import { findAwsRegion } from './aws-billing-codes';
import { toAwsEdge } from './aws-edge-zones';
import { findGoogleRegion } from './google-places';
import { processingPattern, type Transfer, transferPatterns } from './transfer-patterns';

/**
 * An end of a data transfer: `<provider>/<region>`; `internet`; `other-zone` of the other end's region; `private-circuit`
 * out of the provider's network; `aws-edge:EU`, the edge locations of one price zone of CloudFront; `edge-origin`, the
 * server that they fetch from, wherever it is. Null: the bill does not tell it.
 */
export type TransferEnd = string | null;

/** Data a charge is for, and which way it went. */
export interface TransferRoute {
  kind: Transfer;
  from: TransferEnd;
  to: TransferEnd;
  /** The end that the charged thing stands at: rules for sites and teams tell of it alone. */
  own: 'from' | 'to';
  /**
   * What its quantity is. `data`: data that no other charge tells. `again`: data that the sender's charge tells; what goes
   * between two places of a provider is metered at both ends, and the receiver's charge is money alone. `either`: one of the
   * two, and nothing says which.
   */
  counts: 'data' | 'again' | 'either';
}

/** What a bill says of a charge that a route can be told from; null: not told. */
export interface TransferText {
  /** Our id, or the provider's own name. */
  provider: string | null;
  /** Where the charged thing stands. */
  region: string | null;
  /** The usage type, the SKU's name or the meter. */
  meter: string | null;
  /** The service's name. */
  service: string | null;
  /** AWS's operation, such as `InterZone-In`. */
  operation: string | null;
}

const matchers = transferPatterns.map(({ pattern, transfer }) => ({ matches: new RegExp(pattern), transfer }));

/**
 * Which way the data of a charge went, by the text its provider documents: usage types of AWS ("Understanding data transfer
 * charges"), names of Google Cloud's SKUs. Azure's meters name no destination. Null: the charge is for no data transfer, or
 * for one that is not recognised.
 */
export function readTransfer({ provider, region, meter, service, operation }: TransferText): TransferRoute | null {
  if (meter === null) return null;
  const found = matchers.find(({ matches }) => matches.test(meter));
  if (found === undefined) return null;
  const { transfer: kind } = found;
  const edge = provider === 'aws' ? findEdge(meter, service) : null;
  if (edge !== null) return { kind, from: edge, to: toEdgeEnd(meter), own: 'from', counts: 'data' };
  const place = (name: string | null): TransferEnd =>
    provider === null || name === null || name === '' ? null : `${provider}/${name}`;
  const { here, there } = findEnds(meter);
  const own = place(here ?? region ?? (provider === 'aws' && isOfTheFirst.test(meter) ? firstRegion : null));
  const other = toOther(kind, place(there));
  // Both zones are of one region, so that both charges of a transfer are told as one way.
  if (kind === 'between-zones')
    return { kind, from: own, to: other, own: 'from', counts: countBetweenZones(meter, operation) };
  if (!inbound.test(meter)) return { kind, from: own, to: other, own: 'from', counts: 'data' };
  return { kind, from: other, to: own, own: 'to', counts: kind === 'between-regions' ? 'again' : 'data' };
}

/** Whether a charge is for something that is counted in bytes and goes nowhere, by the text its provider documents. */
export function isProcessing(meter: string | null): boolean {
  return meter !== null && processingPattern.test(meter);
}

/** One usage type of AWS is metered at both ends; of its two charges the operation says which is which. */
function countBetweenZones(meter: string, operation: string | null): TransferRoute['counts'] {
  if (inbound.test(meter)) return 'again';
  if (!meter.endsWith('DataTransfer-Regional-Bytes')) return 'data';
  if (operation?.endsWith('-Out')) return 'data';
  return operation?.endsWith('-In') ? 'again' : 'either';
}

/** CloudFront's codes are told from regions' by its name, and but for `EU` by themselves. */
function findEdge(meter: string, service: string | null): string | null {
  const [, code] = awsEdge.exec(meter) ?? [];
  const isEdge =
    code !== undefined && (findAwsRegion(code) === null || (service !== null && /CloudFront/i.test(service)));
  return isEdge ? toAwsEdge(code) : null;
}

const toEdgeEnd = (meter: string): TransferEnd => (meter.endsWith('-OBytes') ? 'edge-origin' : 'internet');

function toOther(kind: Transfer, named: TransferEnd): TransferEnd {
  if (kind === 'internet') return 'internet';
  if (kind === 'between-zones') return 'other-zone';
  return kind === 'private-circuit' ? 'private-circuit' : named;
}

const inbound = /(^|-)(AWS|DataTransfer|DataTransfer-xAZ|VpcPeering)-In-|DataXfer-In(:|$)|[Dd]ata [Tt]ransfer [Ii]n\b/;
const awsEdge = /^([A-Z]{2})-DataTransfer-Out-O?Bytes$/;
const awsPair = /^([A-Z]{2,4}[0-9]*)-([A-Z]{2,4}[0-9]*)-AWS-(?:In|Out)-A?Bytes$/;
const awsOwn = /^([A-Z]{2,4}[0-9]*)-.*(?:Bytes|DataXfer-(?:In|Out)(?::dc[.][0-9]+)?)$/;
/** Usage types of AWS without a region's code are of its first region. */
const isOfTheFirst = /^Data(?:Transfer|Xfer)-/;
const firstRegion = 'us-east-1';
const googlePair = /^Network Inter Region (?:Egress|Data Transfer (?:In|Out)) from (.+) to (.+)$/;

/** The region the charge is made in, and the one at the other end, where the text names them. */
function findEnds(meter: string): { here: string | null; there: string | null } {
  const [, here, there] = awsPair.exec(meter) ?? [];
  if (here !== undefined && there !== undefined) return { here: findAwsRegion(here), there: findAwsRegion(there) };
  const [, own] = awsOwn.exec(meter) ?? [];
  if (own !== undefined) return { here: findAwsRegion(own), there: null };
  const [, from, to] = googlePair.exec(meter) ?? [];
  if (from === undefined || to === undefined) return { here: null, there: null };
  const isInbound = meter.includes('Data Transfer In ');
  return isInbound
    ? { here: findGoogleRegion(to), there: findGoogleRegion(from) }
    : { here: findGoogleRegion(from), there: findGoogleRegion(to) };
}
