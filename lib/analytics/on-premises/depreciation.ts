import { type Amount, addAmounts } from '@/lib/domain/cost/amount';
import type { Day, Purchase } from '@/lib/domain/cost/rate-card';
import { addMonths, ofDayNumber, toDayNumber } from './calendar';
import { evenPart } from './even-part';

/** A purchase as it was told from a day on. */
export interface PurchaseVersion {
  validFrom: Day;
  purchase: Purchase;
}

/** What of a node's value is lost on a day. */
export interface DayOfDepreciation {
  depreciation: Amount;
  /** What is left of the value on the day the node is given up, or on which its term turns out to be over already. */
  writeOff: Amount;
}

/** Days by number, the last not included, over which an amount would be lost in equal parts; it stops before `stop`. */
interface Stretch {
  from: number;
  to: number;
  stop: number;
  amount: Amount;
}

interface Course {
  stretches: Stretch[];
  /** Each on the day of its number. */
  writeOffs: { day: number; amount: Amount }[];
}

/**
 * What is lost of the value of one node each day, by the purchase as it was told from each day on, in that order. From a
 * version's first day what is still to be lost by it is spread over the rest of its term, so that all days together lose
 * the last version's price less its residual value, to the last digit. The day of the purchase is the first of the term;
 * the day of retirement is its last, and bears what is left; where it was told later, the day from which it was told is.
 */
export function depreciate(versions: readonly PurchaseVersion[]): (day: Day) => DayOfDepreciation {
  const course = toCourse(versions);
  return (day) => {
    const number = toDayNumber(day);
    const stretch = course.stretches.find(({ from, stop }) => number >= from && number < stop);
    return {
      depreciation: stretch === undefined ? 0n : partOf(stretch, number),
      writeOff: addAmounts(...course.writeOffs.flatMap(({ day: on, amount }) => (on === number ? [amount] : []))),
    };
  };
}

/** The first and the last day on which a purchase loses value. */
export function toTerm({ on, months, retiredOn }: Purchase): { first: Day; last: Day } {
  const end = ofDayNumber(toDayNumber(addMonths(on, months)) - 1);
  return { first: on, last: retiredOn !== null && retiredOn < end ? retiredOn : end };
}

function toCourse(versions: readonly PurchaseVersion[]): Course {
  const course: Course = { stretches: [], writeOffs: [] };
  let lost = 0n;
  versions.forEach(({ validFrom, purchase }, index) => {
    const bought = toDayNumber(purchase.on);
    const from = index === 0 ? bought : Math.max(bought, toDayNumber(validFrom));
    const next = versions[index + 1];
    const until = next === undefined ? Number.POSITIVE_INFINITY : toDayNumber(next.validFrom);
    lost += addVersion(course, purchase, { from, until, lost, told: toDayNumber(validFrom) });
  });
  return course;
}

/**
 * Adds what one version tells of its days, from `from` to `until`, not included. Gives what is lost in them. `told`: the day
 * before which nobody could charge what it writes off.
 */
function addVersion(
  course: Course,
  { price, residual, on, months, retiredOn }: Purchase,
  { from, until, lost, told }: { from: number; until: number; lost: Amount; told: number },
): Amount {
  if (until <= from) return 0n;
  const end = toDayNumber(addMonths(on, months));
  const left = price - residual - lost;
  const retired = retiredOn === null ? null : Math.max(from, told, toDayNumber(retiredOn));
  // Told lower than what was lost already, it takes the difference back at once; told over already, it bears it at once.
  if (left < 0n || from >= end) return writeOff(course, from, left);
  const stretch = { from, to: end, stop: Math.min(end, until, retired ?? end), amount: left };
  course.stretches.push(stretch);
  const amount = lostIn(stretch);
  if (retired === null || retired >= Math.min(end, until)) return amount;
  return amount + writeOff(course, retired, left - amount);
}

function writeOff({ writeOffs }: Course, day: number, amount: Amount): Amount {
  writeOffs.push({ day, amount });
  return amount;
}

function partOf({ from, to, amount }: Stretch, number: number): Amount {
  return evenPart(amount, number - from, to - from);
}

/** As its days add up to. */
function lostIn({ from, to, stop, amount }: Stretch): Amount {
  return (amount * BigInt(stop - from)) / BigInt(to - from);
}
