'use client';
import { Missing } from '@/components/ui/missing';
import type { KnownDevicePrice } from '@/lib/api/contracts/prices';
import { formatPrice } from '@/lib/format/format-price';

/** A price with its source and age on hover; one nobody tells reads as not known. */
export function PriceCell({ price, currency }: { price: KnownDevicePrice | null; currency: string }) {
  if (price === null) return <Missing reason="Not known" />;
  const title = `${price.amount} ${currency}, from ${price.source}, valid from ${price.validFrom.slice(0, 10)}, last known ${price.knownAt}`;
  return (
    <span title={title} className="whitespace-nowrap">
      {formatPrice(price.amount, currency, 'aligned')}
    </span>
  );
}
