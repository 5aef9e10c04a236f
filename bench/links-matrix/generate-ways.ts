import type { Path, Paths } from '@/lib/api/contracts/paths';

/** Ways from each of so many sites to its neighbours, as the API would answer. */
export function generateWays(sites: number, waysPerSite: number, now: Date): Paths {
  const nameOf = (index: number) => `site-${String(index % sites).padStart(4, '0')}`;
  const items = Array.from({ length: sites * waysPerSite }, (_, index): Path => {
    const from = Math.floor(index / waysPerSite);
    const p50 = 0.002 + ((index * 7919) % 1_000) / 5_000;
    return {
      from: nameOf(from),
      to: nameOf(from + 1 + ((index * 31) % (sites - 1))),
      kind: 'tcp',
      source: 'agent',
      state: 'measured',
      unit: 's',
      values: { p50, p95: p50 * 1.4, p99: p50 * 2, min: p50 * 0.9, max: p50 * 3, mean: p50 * 1.1, count: 298 },
      loss: (index % 50) / 5_000,
      jitter: p50 / 20,
      sent: 300,
      lost: 2,
      failed: 0,
      fault: null,
      targets: 1,
      agents: 1,
      lastMeasuredAt: now.toISOString(),
    };
  });
  return {
    over: '15m',
    from: new Date(now.getTime() - 900_000).toISOString(),
    to: now.toISOString(),
    items,
    sites: Array.from({ length: sites }, (_, index) => ({ name: nameOf(index), title: nameOf(index) })),
  };
}
