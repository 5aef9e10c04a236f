/** A page below Cost: its address and what stands on its tab. */
export interface CostPart {
  href: string;
  title: string;
}

/** The pages below Cost, from what was charged to what is closed. */
export const costParts: readonly CostPart[] = [
  { href: '/cost', title: 'Explore' },
  { href: '/cost/teams', title: 'Teams' },
  { href: '/cost/gpus', title: 'GPU waste' },
  { href: '/cost/commitments', title: 'Commitments' },
  { href: '/cost/transfer', title: 'Data transfer' },
  { href: '/cost/budgets', title: 'Budgets' },
  { href: '/cost/anomalies', title: 'Anomalies' },
  { href: '/cost/close', title: 'Close' },
  { href: '/cost/bills', title: 'Bills' },
  { href: '/cost/prices', title: 'Prices' },
  { href: '/cost/on-premises', title: 'On-premises' },
];

/** The part an address belongs to; null when to none. */
export function findCostPart(pathname: string): CostPart | null {
  return (
    costParts.find(({ href }) => href !== '/cost' && (pathname === href || pathname.startsWith(`${href}/`))) ??
    costParts.find(({ href }) => pathname === href) ??
    null
  );
}
