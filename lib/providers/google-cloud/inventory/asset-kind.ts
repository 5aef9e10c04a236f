import { z } from 'zod';
import type { InventoryItem, ResourceKind } from '@/lib/domain/resource';

/** What a resource's own document tells of it, in neutral words. */
export type AssetFacts = Pick<
  InventoryItem,
  'status' | 'nativeStatus' | 'size' | 'accelerators' | 'workload' | 'links' | 'software' | 'tags' | 'createdAt'
> & {
  /** What people call it; the last part of its full resource name when absent. */
  name?: string | undefined;
};

/** One type of Cloud Asset Inventory and how its resources are read. */
export interface AssetKind {
  assetType: string;
  kind: ResourceKind;
  /** `name`: the full resource name. Throws a ZodError when the document is not what the API describes. */
  read(data: unknown, name: string): AssetFacts;
}

/** Makes a kind whose documents are of the schema's form; schemas name only the fields used. */
export function assetKind<Data>(
  assetType: string,
  kind: ResourceKind,
  schema: z.ZodType<Data>,
  toFacts: (data: Data, name: string) => AssetFacts,
): AssetKind {
  return { assetType, kind, read: (data, name) => toFacts(schema.parse(data), name) };
}

/** Maps leave out what is empty, so absent is none. */
export const labelsSchema = z.record(z.string(), z.string()).default({});

/** A moment; null for none, and for the zero by which none is written. */
export const timeSchema = z
  .string()
  .optional()
  .transform((text) => {
    const at = text === undefined ? Number.NaN : Date.parse(text);
    return at > 0 ? new Date(at) : null;
  });

/** Whole numbers come as numbers, or as text where the API writes 64 bits; nothing else is one, and nothing else is 0. */
export const countSchema = z
  .union([
    z.number().int().nonnegative(),
    z
      .string()
      .regex(/^\d{1,15}$/)
      .transform(Number),
  ])
  .nullish()
  .transform((count) => count ?? undefined);

/** For things that have no accelerators, size or status of their own. */
export const bare = {
  status: 'active',
  nativeStatus: null,
  size: null,
  accelerators: [],
} satisfies Partial<AssetFacts>;
