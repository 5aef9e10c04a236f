const microsPerCent = 10_000;
const grouped = new Intl.NumberFormat('en-US');

/**
 * Money given in whole millionths of a US dollar: `$12.40`, `under $0.01`. Rounded half up to cents by whole numbers,
 * never through a binary fraction.
 */
export function formatMicroUsd(microUsd: number): string {
  if (microUsd === 0) return '$0.00';
  if (microUsd > 0 && microUsd < microsPerCent) return 'under $0.01';
  const cents = Math.floor((microUsd + microsPerCent / 2) / microsPerCent);
  const sign = cents < 0 ? '-' : '';
  const size = Math.abs(cents);
  return `${sign}$${grouped.format(Math.floor(size / 100))}.${String(size % 100).padStart(2, '0')}`;
}
