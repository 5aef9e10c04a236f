import { type Day, isSameCard, type RateCard } from '@/lib/domain/cost/rate-card';
import { type DayOfDepreciation, depreciate, type PurchaseVersion } from './depreciation';

/** What of a node's value is lost on each day. */
export type Course = (day: Day) => DayOfDepreciation;

/** The card that prices a node from a day on; null: none does. */
interface PricedStretch {
  from: Day;
  card: RateCard | null;
}

interface Told extends PurchaseVersion {
  card: RateCard;
}

/** One purchase as it was told in one currency. */
interface Part {
  told: [Told, ...Told[]];
  /** It was given up in another currency. */
  isGone: boolean;
}

/**
 * What is lost of a node by the cards that price it one after another, in order of their days. What one purchase lost is not
 * taken off another, nor carried into another currency. `since`: what was told before the card in force on that day was told
 * of no value of this node; null: all was.
 */
export function toCourse(stretches: readonly PricedStretch[], since: Day | null): Course {
  const parts = toParts(stretches);
  const courses = parts.map((part, index) => ({
    from: part.told[0].validFrom,
    until: endOf(part, parts[index + 1]),
    course: part.isGone ? nothing : depreciate(toldSince(part.told, since)),
  }));
  return (day) => {
    const days = courses
      .filter(({ from, until }) => from <= day && (until === null || day < until))
      .map(({ course }) => course(day));
    return {
      depreciation: days.reduce((sum, { depreciation }) => sum + depreciation, 0n),
      writeOff: days.reduce((sum, { writeOff }) => sum + writeOff, 0n),
    };
  };
}

const nothing: Course = () => ({ depreciation: 0n, writeOff: 0n });

function toParts(stretches: readonly PricedStretch[]): Part[] {
  const parts: Part[] = [];
  for (const { from, card } of stretches) {
    if (card === null || card.purchase === null) continue;
    const version: Told = { validFrom: from, purchase: card.purchase, card };
    const part = parts.at(-1);
    const last = part?.told.at(-1);
    if (part === undefined || last === undefined) parts.push({ told: [version], isGone: false });
    else if (last.card === card) continue;
    else if (isOther(last, version)) parts.push({ told: [version], isGone: false });
    else if (last.card.currency === card.currency) part.told.push(version);
    else parts.push({ told: [version], isGone: part.isGone || isRetiredBefore(last, from) });
  }
  return parts;
}

/** Whether another purchase is told, and not the same one anew: by another card, or once the former is given up. */
function isOther(last: Told, next: Told): boolean {
  if (last.purchase.on === next.purchase.on) return false;
  return !isSameCard(last.card, next.card) || isReplaced(last, next);
}

function isReplaced({ purchase: { retiredOn } }: Told, next: Told): boolean {
  return retiredOn !== null && retiredOn <= next.purchase.on;
}

/** The day from which a part loses nothing more; null: its own end tells. A row has the currency of the card in force. */
function endOf({ told }: Part, next: Part | undefined): Day | null {
  const last = told.at(-1);
  if (last === undefined || next === undefined) return null;
  const [{ validFrom, purchase, card }] = next.told;
  if (last.card.currency !== card.currency || !isOther(last, next.told[0])) return validFrom;
  if (isReplaced(last, next.told[0])) return null;
  const [, later = validFrom] = [validFrom, purchase.on].sort();
  return later;
}

function toldSince(told: readonly Told[], since: Day | null): readonly Told[] {
  if (since === null) return told;
  const first = told.findLastIndex(({ validFrom }) => validFrom <= since);
  return first === -1 ? told : told.slice(first);
}

function isRetiredBefore({ purchase: { retiredOn } }: Told, day: Day): boolean {
  return retiredOn !== null && retiredOn < day;
}
