/** A JSON value as parsed here: whole numbers beyond what a double holds exactly stay as their digits. */
export type ExactJson = string | number | boolean | null | ExactJson[] | { [key: string]: ExactJson };

/**
 * Parses JSON without losing digits: an integer beyond 2^53 − 1 comes back as its text, as it stands in the document.
 * Throws a SyntaxError when the text is not JSON.
 */
export function parseExactJson(text: string): ExactJson {
  return mayHoldLongInteger.test(text) ? JSON.parse(text, keepDigits) : JSON.parse(text);
}

/** No shorter integer is beyond what a double holds. Looking at every value takes eight times as long, and is seldom needed. */
const mayHoldLongInteger = /\d{16}/;

function keepDigits(this: unknown, _key: string, value: unknown, context?: { source?: string }): unknown {
  if (typeof value !== 'number' || Number.isSafeInteger(value) || context?.source === undefined) return value;
  return /^-?\d+$/.test(context.source) ? context.source : value;
}
