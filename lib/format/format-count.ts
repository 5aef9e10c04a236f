import { formatNumber } from './format-number';

/** How many: exact, or a floor. As the API tells it. */
interface CountLike {
  value: number;
  atLeast: boolean;
}

/** Whether it says nothing: a floor of zero is no figure. */
export function isUnknownCount({ value, atLeast }: CountLike): boolean {
  return atLeast && value === 0;
}

/** For figures and tables: `1,204`, `≥ 1,204` when it is a floor, `Unknown` when it says nothing. */
export function formatCount(count: CountLike): string {
  if (isUnknownCount(count)) return 'Unknown';
  return count.atLeast ? `≥ ${formatNumber(count.value)}` : formatNumber(count.value);
}

/** For sentences: `1,204 resources`, `at least 1,204 resources`, `an unknown number of resources`. */
export function describeCount(count: CountLike, one: string, many = `${one}s`): string {
  if (isUnknownCount(count)) return `an unknown number of ${many}`;
  const quantity = `${formatNumber(count.value)} ${count.value === 1 ? one : many}`;
  return count.atLeast ? `at least ${quantity}` : quantity;
}
