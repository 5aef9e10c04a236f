import { Notice } from '@/components/ui/panel-states';
import type { Close } from '@/lib/api/contracts/cost-close';
import { formatDay } from '@/lib/format/format-day';

type Conversion = NonNullable<Close['conversion']>;

/** By which rates figures are converted, then and now, and what no rate tells. */
export function RatesNotice({ conversion: { to, day, rates, unconverted } }: { conversion: Conversion }) {
  const say = (known: 'closed' | 'now') => [
    ...new Set(
      rates
        .filter((one) => one.known === known)
        .map((one) => `1 ${one.from} = ${one.rate} ${one.to} (${one.source}, ${formatDay(one.day)})`),
    ),
  ];
  const [then, now] = [say('closed'), say('now')];
  return (
    <Notice tone={unconverted.length === 0 ? 'neutral' : 'warning'} className="rounded-panel">
      <p>
        In {to}, by the rates of {formatDay(day)}, the month’s last day.
        {then.length === 0 ? null : ` As known at the close: ${then.join('; ')}.`}
        {now.length === 0 ? null : ` As known now: ${now.join('; ')}.`}
      </p>
      {unconverted.length === 0 ? null : (
        <p>
          No rate tells {unconverted.map((currency) => currency ?? 'an unnamed currency').join(', ')} then and now:
          these stay as they were billed. <code>millwright rates import</code> brings rates in.
        </p>
      )}
    </Notice>
  );
}
