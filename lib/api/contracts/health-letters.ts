import { type LinkHealth, linkHealths } from './link-keys';

const letters: Record<LinkHealth, string> = {
  critical: 'c',
  unknown: 'u',
  warning: 'w',
  'in-progress': 'p',
  healthy: 'h',
  disabled: 'd',
};

/** Healths as one text, a letter each. */
export function toHealthLetters(healths: readonly LinkHealth[]): string {
  return healths.map((health) => letters[health]).join('');
}

/** The health a letter stands for. Throws a RangeError for any other. */
export function fromHealthLetter(letter: string | undefined): LinkHealth {
  const health = linkHealths.find((one) => letters[one] === letter);
  if (health === undefined) throw new RangeError(`No health is told by “${letter}”.`);
  return health;
}
