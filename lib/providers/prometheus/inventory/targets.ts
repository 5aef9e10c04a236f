import { z } from 'zod';
import type { InventoryItem, LifecycleState } from '@/lib/domain/resource';
import { scrubText } from '../../contract/raw/scrub-text';
import { toRawText } from '../../contract/raw/to-raw-text';

/** Every target has a region of `global`: the server tells labels, not places. */
export const prometheusRegion = 'global';

const labelsSchema = z.record(z.string(), z.string());

/** Labels found by discovery stay out: they name what no series has, credentials among them. */
const targetSchema = z.object({
  labels: labelsSchema,
  scrapePool: z.string().nullish(),
  scrapeUrl: z.string().nullish(),
  health: z.string().nullish(),
  lastError: z.string().nullish(),
  lastScrape: z.string().nullish(),
  lastScrapeDuration: z.number().nullish(),
  scrapeInterval: z.string().nullish(),
  scrapeTimeout: z.string().nullish(),
});
export type Target = z.output<typeof targetSchema>;

export const targetsSchema = z.object({ data: z.object({ activeTargets: z.array(targetSchema) }) });

/** `up` as an instant query answers. */
export const upSchema = z.object({
  data: z.object({
    resultType: z.literal('vector'),
    result: z.array(z.object({ metric: labelsSchema, value: z.tuple([z.number(), z.string()]) })),
  }),
});

/**
 * One item for each job and instance. Several targets may share them, at other paths or with other labels: they are one
 * thing that is well if all of them are.
 */
export function toTargetItems(account: string, targets: readonly Target[]): InventoryItem[] {
  const byId = Map.groupBy(targets, ({ labels }) => `${labels.job ?? ''}/${labels.instance ?? ''}`);
  return [...byId].flatMap(([nativeId, shared]) => {
    const worst = shared.toSorted((one, other) => rankOf(one) - rankOf(other))[0];
    return worst === undefined ? [] : [toTargetItem(account, nativeId, worst, shared)];
  });
}

function toTargetItem(account: string, nativeId: string, worst: Target, shared: readonly Target[]): InventoryItem {
  const { __name__: _, ...tags } = worst.labels;
  return {
    kind: 'scrape-target',
    nativeId,
    nativeType: 'target',
    name: worst.labels.instance || nativeId,
    account,
    region: prometheusRegion,
    zone: null,
    status: toTargetStatus(worst.health),
    nativeStatus: worst.health || null,
    size: null,
    accelerators: [],
    tags,
    createdAt: null,
    detailed: true,
    raw: toRawText({ targets: shared.map(toPlain) }),
  };
}

const states: Record<string, LifecycleState> = { up: 'active', down: 'failed' };

/** `unknown` is a target that has not been scraped yet. */
export function toTargetStatus(health: string | null | undefined): LifecycleState {
  return (health && Object.hasOwn(states, health) ? states[health] : undefined) ?? 'unknown';
}

function rankOf({ health }: Target): number {
  return health === 'down' ? 0 : health === 'up' ? 2 : 1;
}

/** The query of a scrape's address may hold a secret, and the error repeats the address. */
function toPlain({ scrapeUrl, lastError, ...rest }: Target): Record<string, unknown> {
  const url = scrapeUrl ? URL.parse(scrapeUrl) : null;
  const address = url === null ? {} : { scrapeUrl: `${url.origin}${url.pathname}` };
  const target = { ...rest, lastError: lastError && withoutQueries(lastError) };
  const told = Object.entries(target).filter(([, value]) => value !== null && value !== undefined && value !== '');
  return { ...Object.fromEntries(told), ...address };
}

function withoutQueries(text: string): string {
  return scrubText(text, () => null).replace(/\?[^\s"']+/g, '?[redacted]');
}
