import { formatNumber } from './format-number';

/** How many: exact, or a floor. As the API tells it. */
interface CountLike {
  value: number;
  atLeast: boolean;
}

/** For figures and tables: `1,204`, or `≥ 1,204` when it is a floor. */
export function formatCount({ value, atLeast }: CountLike): string {
  return atLeast ? `≥ ${formatNumber(value)}` : formatNumber(value);
}

/** For sentences: `1,204 resources`, or `at least 1,204 resources` when it is a floor. */
export function describeCount({ value, atLeast }: CountLike, one: string, many = `${one}s`): string {
  const quantity = `${formatNumber(value)} ${value === 1 ? one : many}`;
  return atLeast ? `at least ${quantity}` : quantity;
}
