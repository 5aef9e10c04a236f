import type { CostAnomalyCause } from '@/lib/api/contracts/cost-anomalies';
import { parseAmount } from '@/lib/domain/cost/amount';
import { formatMoneyChange, formatMoneyFully } from '@/lib/format/format-money';
import { formatQuantity } from '@/lib/format/format-number';

const words: Record<keyof CostAnomalyCause['effects'], string> = {
  quantity: 'More or less used, at the price of before',
  price: 'Price',
  appeared: 'SKUs that came',
  gone: 'SKUs that went',
  untold: 'Without a quantity to tell by',
};

/** What moved, SKU by SKU: the parts add up to the whole change. */
export function EffectsList({ cause, currency }: { cause: CostAnomalyCause; currency: string | null }) {
  const told = (['quantity', 'price', 'appeared', 'gone', 'untold'] as const).filter(
    (name) => parseAmount(cause.effects[name]) !== 0n,
  );
  return (
    <div className="flex flex-col gap-1 border-b px-4 py-3">
      <p className="text-meta text-muted">
        Exact, over the rows of both; the parts of each list add up to{' '}
        <span className="tabular-nums">{formatMoneyChange(cause.whole.change, currency)}</span>.
        {cause.untoldRows === 0 ? '' : ` ${formatQuantity(cause.untoldRows, 'row')} do not tell this cost.`}
      </p>
      <ul className="flex flex-wrap gap-x-6 gap-y-1">
        {told.map((name) => (
          <li key={name}>
            {words[name]}:{' '}
            <span className="font-medium tabular-nums" title={formatMoneyFully(cause.effects[name], currency)}>
              {formatMoneyChange(cause.effects[name], currency)}
            </span>
          </li>
        ))}
      </ul>
    </div>
  );
}
