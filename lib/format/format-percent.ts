const format = new Intl.NumberFormat('en-US', { style: 'percent', minimumFractionDigits: 1, maximumFractionDigits: 1 });

/** A share from 0 to 1 as people read it: `87.5%`. What is something never reads as nothing, nor what is short as whole. */
export function formatPercent(share: number): string {
  if (share > 0 && share < 0.0005) return 'under 0.1%';
  if (share < 1 && share >= 0.9995) return 'over 99.9%';
  return format.format(share);
}
