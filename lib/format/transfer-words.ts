import { nameAwsEdge } from '@/lib/domain/cost/aws-edge-zones';
import type { Transfer } from '@/lib/domain/cost/transfer-patterns';
import { nameProvider } from './provider-words';

/** The kinds of data transfer, as people call them. */
export const transferKindWords: Record<Transfer, string> = {
  internet: 'Internet',
  'between-regions': 'Between regions',
  'between-zones': 'Between zones',
  'between-providers': 'Between providers',
  'private-circuit': 'Private circuits',
};

const outerEnds: Readonly<Record<string, string>> = {
  internet: 'Internet',
  'other-zone': 'Another zone',
  'private-circuit': 'Private circuit',
  'edge-origin': 'CloudFront’s origin server',
};

/** An end of a transfer, as people read it: `AWS us-east-1`, `CloudFront edge, Europe and Israel`. Null: the bill does not tell it. */
export function nameTransferEnd(end: string | null, isDestination: boolean): string {
  if (end === null) return isDestination ? 'Destination not told' : 'Origin not told';
  const outer = outerEnds[end];
  if (outer !== undefined) return outer;
  const edge = nameAwsEdge(end);
  if (edge !== null) return `CloudFront edge, ${edge}`;
  const [provider = '', ...place] = end.split('/');
  return place.length === 0 ? end : `${nameProvider(provider)} ${place.join('/')}`;
}

/** FOCUS's charge categories where they are charges for data and no usage; null: the rows tell none. */
export function nameTransferCharge(category: string | null): string {
  if (category === null) return 'Charges of no category';
  return otherCharges[category] ?? category;
}

const otherCharges: Readonly<Record<string, string>> = {
  Tax: 'Tax',
  Credit: 'Credits',
  Adjustment: 'Adjustments',
  Purchase: 'Purchases',
};
