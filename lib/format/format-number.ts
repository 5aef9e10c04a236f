const whole = new Intl.NumberFormat('en-US', { maximumFractionDigits: 0 });

/** A whole number with its thousands set apart: `1,204`. */
export function formatNumber(value: number): string {
  return whole.format(value);
}

/** A number with its noun: `1 resource`, `1,204 resources`. `many` is the singular with an s when absent. */
export function formatQuantity(value: number, one: string, many = `${one}s`): string {
  return `${formatNumber(value)} ${value === 1 ? one : many}`;
}
