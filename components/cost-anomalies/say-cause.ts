import type { CostAnomaly } from '@/lib/api/contracts/cost-anomalies';
import { parseAmount } from '@/lib/domain/cost/amount';
import { causeDimensionWords } from '@/lib/format/anomaly-words';
import { nameCostValue } from '@/lib/format/cost-words';
import { formatShare } from '@/lib/format/format-money';

type Cause = NonNullable<CostAnomaly['cause']>;

/** What made an anomaly, in a sentence or two; null: it is not looked into, or cannot be. */
export function sayCause({ cause, dimension }: Pick<CostAnomaly, 'cause' | 'dimension'>): string | null {
  if (cause === null) return null;
  // What it is an anomaly of need not be said again.
  const path = cause.path.filter((step) => step.dimension !== dimension);
  const named = path.map(({ dimension: by, value }) => {
    const title = causeDimensionWords[by].title;
    const isWord = /^[A-Z]{2}/.test(title);
    return `${isWord ? title : title.toLowerCase()} ${nameValue(by, value)}`;
  });
  // Within what is new all is new: it is said once.
  const isNew = path.at(-1)?.isNew === true;
  const where =
    named.length === 0
      ? 'It is spread: no single value explains it.'
      : `Mostly ${named.join(', ')}${isNew ? ', which was not there before' : ''}.`;
  const moved = sayMoved(cause);
  return moved === null ? where : `${where} ${moved}`;
}

/** A value of what a cause is told by, as people read it. */
export function nameValue(by: Cause['path'][number]['dimension'], value: string | null): string {
  if (value === null) return causeDimensionWords[by].none;
  return by === 'resource' ? value : nameCostValue(by, value);
}

const movedWords: Record<keyof Cause['effects'], { more: string; less: string }> = {
  quantity: { more: 'More was used, at the price of before', less: 'Less was used, at the price of before' },
  price: { more: 'The price rose', less: 'The price fell' },
  appeared: { more: 'SKUs came that were not there before', less: 'Credits came that were not there before' },
  gone: { more: 'Credits of before are gone', less: 'SKUs of before are gone' },
  untold: { more: 'The bill tells no quantity of it', less: 'The bill tells no quantity of it' },
};

const effectNames = ['quantity', 'price', 'appeared', 'gone', 'untold'] as const;

/** What moved most, and which part of the change that is; null where the change is nought. */
function sayMoved({ effects, whole }: Cause): string | null {
  const change = parseAmount(whole.change);
  const parts = effectNames.flatMap((name) => {
    const part = parseAmount(effects[name]);
    return part === null ? [] : [{ name, part }];
  });
  if (change === null || change === 0n) return null;
  const along = parts.filter(({ part }) => part !== 0n && part > 0n === change > 0n);
  const [largest] = along.sort((one, other) => (sizeOf(other.part) > sizeOf(one.part) ? 1 : -1));
  if (largest === undefined) return null;
  const share = formatShare(largest.part, change);
  const words = movedWords[largest.name][change > 0n ? 'more' : 'less'];
  return `${words}${share === null ? '' : ` (${share} of the change)`}.`;
}

const sizeOf = (amount: bigint) => (amount < 0n ? -amount : amount);
