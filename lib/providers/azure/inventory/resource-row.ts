import { z } from 'zod';
import { amount, list, part, readFields, text } from './fields';

/** One resource as Resource Graph lists it. */
export interface ResourceRow {
  /** Lower-cased: Resource Manager takes ids without case. */
  id: string;
  /** As Azure gives it, for some nested types with the names of what it is in: `account/pool/volume`. */
  name: string;
  /** Lower-cased, e.g. `microsoft.compute/virtualmachines`. */
  type: string;
  /** Lower-cased; `global` for what has none. */
  location: string;
  /** Azure's word for variants of a type. */
  variant: string | null;
  /** Of a resource in exactly one zone, e.g. `1`; null for all others. */
  zone: string | null;
  sku: { name?: string | undefined; tier?: string | undefined; capacity?: number | undefined };
  tags: Record<string, string>;
  properties: unknown;
  /** The row as it came. */
  document: object;
}

const skuSchema = z.object({ name: text, tier: text, capacity: amount });
const rowSchema = z.object({
  id: z.string().regex(/^\/subscriptions\/[^/]+\/.+/i),
  type: z.string().min(1),
  name: text,
  location: text,
  kind: text,
  zones: list,
  sku: part(skuSchema.shape),
  tags: z.record(z.string(), z.unknown()).nullish().catch(null),
  properties: z.unknown().optional(),
});

/** Null when the row lacks its id or type. */
export function toResourceRow(document: unknown): ResourceRow | null {
  const parsed = rowSchema.safeParse(document);
  if (!parsed.success || typeof document !== 'object' || document === null) return null;
  const { id, type, name, location, kind, zones, sku, tags, properties } = parsed.data;
  return {
    id: id.toLowerCase(),
    name: name ?? lastPart(id),
    type: type.toLowerCase(),
    location: toLocation(location),
    variant: kind ?? null,
    zone: toZone(zones),
    sku: sku ?? readFields(skuSchema, {}),
    tags: toTags(tags),
    properties,
    document,
  };
}

/** The subscription an id belongs to. */
export function subscriptionOf(id: string): string {
  return id.split('/')[2] ?? '';
}

/** `westeurope`, also where Azure writes `West Europe`. */
export function toLocation(location: string | undefined): string {
  const name = location?.replaceAll(' ', '').toLowerCase();
  return name === undefined || name === '' ? 'global' : name;
}

/** The zone of what is in exactly one. */
export function toZone(zones: readonly unknown[] | undefined): string | null {
  const [zone, ...others] = zones ?? [];
  return typeof zone === 'string' && others.length === 0 ? zone : null;
}

/** Resource Graph writes null where there are none. */
export function toTags(tags: Record<string, unknown> | null | undefined): Record<string, string> {
  return Object.fromEntries(
    Object.entries(tags ?? {}).map(([key, value]) => [key, typeof value === 'string' ? value : JSON.stringify(value)]),
  );
}

function lastPart(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}
