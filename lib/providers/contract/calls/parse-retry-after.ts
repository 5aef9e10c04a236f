/**
 * What a Retry-After header asks for, in milliseconds from `now`: seconds or an HTTP date.
 * Undefined when absent or unreadable; a moment that has passed is 0.
 */
export function parseRetryAfter(value: string | undefined, now: Date): number | undefined {
  const text = value?.trim();
  if (!text) return undefined;
  if (/^\d+(\.\d+)?$/.test(text)) return Math.ceil(Number(text) * 1000);
  const at = Date.parse(text);
  return Number.isNaN(at) ? undefined : Math.max(0, at - now.getTime());
}
