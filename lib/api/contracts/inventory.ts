import { z } from 'zod';
import { providerIds } from '@/lib/domain/provider';
import { lifecycleStates, resourceKinds } from '@/lib/domain/resource';
import { inventoryFacetKeys, inventorySortKeys } from './inventory-keys';
import { countSchema, cursorSchema, instantSchema, many, pageOf } from './paging';
import { sourceSchema } from './sources';

export { type InventoryFacetKey, inventoryFacetKeys, inventorySortKeys } from './inventory-keys';

export const inventoryFilterSchema = z.strictObject({
  /** Case-insensitive substring over name, native id, owner and tags. */
  q: z.string().trim().max(200).optional(),
  kind: many(z.enum(resourceKinds)),
  provider: many(z.enum(providerIds)),
  connection: many(z.uuid()),
  account: many(z.string().max(200)),
  region: many(z.string().max(200)),
  status: many(z.enum(lifecycleStates)),
  site: many(z.string().max(200)),
  team: many(z.string().max(200)),
  owner: many(z.string().max(200)),
  gpuModel: many(z.string().max(200)),
  /** `present` (default) lists what is there; `gone` lists what has disappeared in the last 30 days. */
  presence: z.enum(['present', 'gone']).optional(),
});
export type InventoryFilter = z.infer<typeof inventoryFilterSchema>;

export const inventoryQuerySchema = inventoryFilterSchema.extend({
  sort: z.enum(inventorySortKeys).default('name'),
  order: z.enum(['asc', 'desc']).default('asc'),
  cursor: cursorSchema.optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});
export type InventoryQuery = z.infer<typeof inventoryQuerySchema>;

export const acceleratorSchema = z.object({
  model: z.string(),
  count: z.number().int().positive(),
  memoryBytes: z.number().nullable(),
});

export const resourceSchema = z.object({
  id: z.uuid(),
  kind: z.enum(resourceKinds),
  provider: z.enum(providerIds),
  connectionId: z.uuid(),
  connectionName: z.string(),
  nativeId: z.string(),
  nativeType: z.string(),
  name: z.string(),
  account: z.string(),
  region: z.string(),
  zone: z.string().nullable(),
  site: z.string(),
  team: z.string().nullable(),
  owner: z.string().nullable(),
  status: z.enum(lifecycleStates),
  nativeStatus: z.string().nullable(),
  size: z.string().nullable(),
  /** Empty: none. Null: not known. */
  accelerators: z.array(acceleratorSchema).nullable(),
  gpuCount: z.number().int().nonnegative().nullable(),
  /** Empty: none. Null: not known. */
  tags: z.record(z.string(), z.string()).nullable(),
  createdAt: instantSchema.nullable(),
  firstSeenAt: instantSchema,
  lastSeenAt: instantSchema,
  /** When it was found gone by a complete read; null while present. */
  goneAt: instantSchema.nullable(),
  /** Whether the read this row stands on is older than its freshness allows. */
  freshness: z.enum(['fresh', 'stale', 'expired']),
});
export type Resource = z.infer<typeof resourceSchema>;

export const inventoryPageSchema = pageOf(resourceSchema).extend({
  total: countSchema,
  sources: z.array(sourceSchema),
});
export type InventoryPage = z.infer<typeof inventoryPageSchema>;

export const facetValueSchema = z.object({ value: z.string(), label: z.string(), count: countSchema });
export const inventoryFacetsSchema = z.object({
  /** Counts of each facet under every filter except its own, most frequent first, at most 50 values. */
  facets: z.record(z.enum(inventoryFacetKeys), z.object({ values: z.array(facetValueSchema), more: z.boolean() })),
});
export type InventoryFacets = z.infer<typeof inventoryFacetsSchema>;

/** Why a resource stands where it does, by what is set now. */
export const placementSchema = z.object({
  /**
   * Where it will stand after the next read; another than `site` when that was changed since the last one. Null: in a
   * site beyond what the person may see.
   */
  site: z.string().nullable(),
  by: z.enum(['override', 'tag', 'rule', 'provider', 'nothing']),
  /** The tag's value, the rule's place in the set from 1, or the provider's name of the place; null for the others. */
  detail: z.string().nullable(),
  /** Who placed it by hand, when and why; null when nobody did, and for whom a role lets see only a part. */
  override: z.object({ createdBy: z.string(), createdAt: instantSchema, reason: z.string() }).nullable(),
});
export type ResourcePlacement = z.infer<typeof placementSchema>;

export const resourceDetailSchema = resourceSchema.extend({
  placement: placementSchema,
  /** The provider's document as last read. */
  raw: z.json(),
  source: sourceSchema,
});
export type ResourceDetail = z.infer<typeof resourceDetailSchema>;
