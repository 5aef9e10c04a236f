import { notAcceptable } from './refusals';

/** Reads what the caller takes; refuses those who take nothing that is JSON. Tables are not made here. */
export function negotiate(accept: string | undefined): { aggregated: boolean } {
  if (accept === undefined || accept.trim() === '') return { aggregated: false };
  const ranges = accept.split(',').map((range) => range.trim().toLowerCase().replace(/\s+/g, ''));
  const aggregated = ranges.some((range) => range.includes('as=apigroupdiscoverylist') && range.includes('v=v2;'));
  const plain = ranges.some(
    (range) => /^(\*\/\*|application\/\*|application\/json)(;|$)/.test(range) && !/;as=/.test(range),
  );
  if (!aggregated && !plain) throw notAcceptable();
  return { aggregated };
}
