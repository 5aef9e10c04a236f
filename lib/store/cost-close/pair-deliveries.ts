import { isDeepStrictEqual } from 'node:util';
import type { CloseDelivery } from './close-delivery';

/** The rows of one delivery on one side of a comparison, attributed by rules. */
export interface ComparedRows {
  delivery: CloseDelivery;
  side: 'then' | 'now';
  /** By which rules; `ownerOther`: by which others too, and only rows that belong to another team or site by them. */
  owner: Pick<CloseDelivery, 'attribution' | 'tagKeys'>;
  ownerOther: Pick<CloseDelivery, 'attribution' | 'tagKeys'> | null;
  /** The cause that all of a difference has, whatever the rows say; null: the rows tell. */
  cause: 'source' | 'rules' | null;
  /** Rows are compared within a pair alone. */
  pair: number;
}

/**
 * What is to be compared of two sets of deliveries. Two deliveries of one source, scope, basis and coverage are held
 * against each other; of those that have the very same files only what other rules make of them. A delivery without a
 * counterpart counts whole: its source came or went.
 */
export function pairDeliveries(then: readonly CloseDelivery[], now: readonly CloseDelivery[]): ComparedRows[] {
  const nameOf = ({ source, scope, basis, coverage }: CloseDelivery) =>
    JSON.stringify([source, scope, basis, coverage]);
  const names = [...new Set([...then, ...now].map(nameOf))].sort();
  return names.flatMap((name, pair) => {
    const before = then.find((delivery) => nameOf(delivery) === name);
    const after = now.find((delivery) => nameOf(delivery) === name);
    if (before === undefined || after === undefined) {
      const [delivery, side] = after === undefined ? [before, 'then' as const] : [after, 'now' as const];
      return delivery === undefined
        ? []
        : [{ delivery, side, owner: delivery, ownerOther: null, cause: 'source' as const, pair }];
    }
    return comparePair(before, after, pair);
  });
}

function comparePair(before: CloseDelivery, after: CloseDelivery, pair: number): ComparedRows[] {
  // The new rows by the old rules: the tags that either set of rules found, as the rows spell them.
  const tagKeys = [...new Set([...before.tagKeys, ...after.tagKeys])].sort();
  const asThen = { attribution: before.attribution, tagKeys };
  const rows: ComparedRows[] =
    before.contentHash === after.contentHash
      ? []
      : [
          { delivery: before, side: 'then', owner: before, ownerOther: null, cause: null, pair },
          { delivery: after, side: 'now', owner: asThen, ownerOther: null, cause: null, pair },
        ];
  if (isDeepStrictEqual(toOwnerRules(before), toOwnerRules(after))) return rows;
  return [
    ...rows,
    { delivery: after, side: 'then', owner: asThen, ownerOther: after, cause: 'rules', pair },
    { delivery: after, side: 'now', owner: after, ownerOther: asThen, cause: 'rules', pair },
  ];
}

/** What of the rules decides whose a cost is. */
function toOwnerRules({ attribution: { rules, siteAliases } }: CloseDelivery) {
  return { rules: rules.filter(({ attribute }) => attribute === 'team' || attribute === 'site'), siteAliases };
}
