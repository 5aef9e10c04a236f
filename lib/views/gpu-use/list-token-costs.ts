import type pg from 'pg';
import type { PriceOfTime } from '@/lib/analytics/gpu-use/split-bill';
import { toTokensByDay } from '@/lib/analytics/gpu-use/token-rises';
import type { GpuWaste } from '@/lib/api/contracts/gpu-waste';
import { formatAmount, multiplyAmount } from '@/lib/domain/cost/amount';
import type { UseDays } from '@/lib/store/gpu-use/read-gpu-use';
import { findServices, readServiceUse, type ServiceDay } from '@/lib/store/gpu-use/read-service-use';
import { metricStoreOf } from '@/lib/store/metrics/metric-store-of';

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
const million = 1_000_000n;
type TokenCost = GpuWaste['tokens'][number];
type Cost = TokenCost['costs'][number];

interface TokensAsked {
  priceOf: PriceOfTime;
  /** How much of a day was accounted, in milliseconds. */
  coveredMs: (day: string) => number;
  isMeant: (day: ServiceDay) => boolean;
}

/**
 * What a million tokens cost, of services whose pods report tokens: the GPU-hours of all their pods on days with tokens and
 * a bill, by those days' tokens. Prompt and generation count alike. A service of which not all is meant or may be seen is
 * left out, for nobody tells which of its tokens a part of it made; so is a day of which not all is accounted or billed.
 */
export async function listTokenCosts(
  pool: pg.Pool,
  range: UseDays,
  { priceOf, coveredMs, isMeant }: TokensAsked,
): Promise<TokenCost[]> {
  const tokens = await readTokens(pool, range);
  if (tokens.size === 0) return [];
  const days = await readServiceUse(pool, range, [...tokens.keys()]);
  const costs = [...Map.groupBy(days, ({ service }) => service)].map(([service, own]) =>
    own.every(isMeant) ? toTokenCost(own, tokens.get(service) ?? new Map(), { priceOf, coveredMs }) : null,
  );
  return costs.filter((cost) => cost !== null).sort((one, other) => other.tokens - one.tokens);
}

/** Of each service its tokens by day. */
async function readTokens(pool: pg.Pool, { from, to }: UseDays): Promise<Map<string, Map<string, number>>> {
  const stretch = { from: new Date(Date.parse(from) - hourMs), to: new Date(Date.parse(to) + 24 * hourMs) };
  const { items } = await metricStoreOf(pool).readRange(
    { metrics: ['llm.tokens'], subject: 'container' },
    stretch,
    hourMs,
  );
  const named = items.flatMap((item) => {
    const { 'k8s.namespace.name': namespace, 'k8s.pod.name': pod } = item.series.attributes;
    return namespace === undefined || pod === undefined ? [] : [{ namespace, pod, item }];
  });
  const found = await findServices(pool, [
    ...new Map(named.map((one) => [`${one.namespace}\n${one.pod}`, one])).values(),
  ]);
  const serviceOf = new Map(found.map(({ namespace, pod, service }) => [`${namespace}\n${pod}`, service]));
  const tokens = new Map<string, Map<string, number>>();
  for (const { namespace, pod, item } of named) {
    const service = serviceOf.get(`${namespace}\n${pod}`);
    if (service === undefined) continue;
    const byDay = tokens.get(service) ?? new Map<string, number>();
    tokens.set(service, byDay);
    for (const [day, count] of toTokensByDay(item)) {
      const before = byDay.get(day);
      if (day >= from && day <= to) byDay.set(day, before === undefined ? count : before + count);
    }
  }
  return tokens;
}

function toTokenCost(
  days: readonly ServiceDay[],
  tokensOf: ReadonlyMap<string, number>,
  { priceOf, coveredMs }: Omit<TokensAsked, 'isMeant'>,
): TokenCost | null {
  const [first] = days;
  if (first === undefined) return null;
  const sums = new Map<string, Pick<Cost, 'basis' | 'currency'> & { amount: bigint; days: Set<string> }>();
  const whole = [...Map.groupBy(days, ({ day }) => day)].flatMap(([day, own]) => {
    const priced = own.map((one) => priceOf(one, one.ms));
    const isWhole = coveredMs(day) >= dayMs && priced.every((costs) => costs.length > 0);
    return isWhole && Number(tokensOf.get(day)) > 0 ? priced.map((costs) => ({ day, costs })) : [];
  });
  for (const { day, costs } of whole)
    for (const { basis, currency, amount } of costs) {
      const key = JSON.stringify([basis, currency]);
      const sum = sums.get(key) ?? { basis, currency, amount: 0n, days: new Set<string>() };
      sums.set(key, { ...sum, amount: sum.amount + amount, days: sum.days.add(day) });
    }
  const teams = new Set(days.map(({ team }) => team));
  const [team = null] = teams;
  return {
    name: first.name.split('/').at(-1) ?? first.name,
    namespace: first.namespace,
    team: teams.size === 1 ? team : null,
    site: first.site,
    tokens: [...tokensOf.values()].reduce((sum, count) => sum + count, 0),
    ms: days.reduce((sum, { ms }) => sum + ms, 0),
    costs: [...sums.values()].flatMap(({ basis, currency, amount, days: billed }) => {
      const count = [...billed].reduce((sum, day) => sum + Number(tokensOf.get(day)), 0);
      const ratio = { numerator: million, denominator: BigInt(count) };
      return [{ basis, currency, perMillion: formatAmount(multiplyAmount(amount, ratio, 'half-even')), tokens: count }];
    }),
  };
}
