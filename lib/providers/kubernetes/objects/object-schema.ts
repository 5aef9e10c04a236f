import { z } from 'zod';

const stringMap = z.record(z.string(), z.string());

/** What every object says of itself; only what is used. */
export const metadataSchema = z.object({
  name: z.string().min(1),
  namespace: z.string().optional(),
  creationTimestamp: z.string().nullish(),
  deletionTimestamp: z.string().nullish(),
  labels: stringMap.nullish(),
  ownerReferences: z
    .array(z.object({ kind: z.string(), name: z.string(), controller: z.boolean().optional() }))
    .nullish(),
});
export type ObjectMetadata = z.output<typeof metadataSchema>;

/** One statement of a controller about an object. `status` is `True`, `False` or `Unknown`. */
export const conditionSchema = z.object({
  type: z.string(),
  status: z.string(),
  reason: z.string().optional(),
});
export type Condition = z.output<typeof conditionSchema>;

/** A statement with its words, and since when it stands. */
export const toldConditionSchema = conditionSchema.extend({
  message: z.string().nullish(),
  lastTransitionTime: z.string().nullish(),
});

/** What tells an object from others of its resource, whatever else it holds. */
export const objectSchema = z.object({
  metadata: z.object({ name: z.string().min(1), namespace: z.string().optional() }),
});

/** Numbers of things and sizes: text as a rule, but a whole number may stand bare. */
export const quantitiesSchema = z.record(z.string(), z.union([z.string(), z.number()]));
export type Quantities = z.output<typeof quantitiesSchema>;

/** A page of a listing. Go writes an empty list as `null` where nothing filled it. */
export const listSchema = z.object({
  metadata: z.object({ resourceVersion: z.string().optional(), continue: z.string().optional() }),
  items: z.array(z.unknown()).nullable(),
});

/** `namespace/name`, or the name of a thing that stands in no namespace: unique within its resource. */
export function keyOf({ namespace, name }: Pick<ObjectMetadata, 'name' | 'namespace'>): string {
  return namespace === undefined ? name : `${namespace}/${name}`;
}

/** The condition of a type; undefined when the object has none such. */
export function conditionOf<Stated extends Condition>(
  conditions: readonly Stated[] | null | undefined,
  type: string,
): Stated | undefined {
  return conditions?.find((condition) => condition.type === type);
}

/** The object that made this one and answers for it, as `Job/train-7`; null for one that somebody made by hand. */
export function controllerOf({ ownerReferences }: ObjectMetadata): string | null {
  const owner = ownerReferences?.find(({ controller }) => controller);
  return owner === undefined ? null : `${owner.kind}/${owner.name}`;
}

/** An instant as the API writes it; null when absent or unreadable. */
export function toInstant(text: string | null | undefined): Date | null {
  const at = text ? Date.parse(text) : Number.NaN;
  return Number.isNaN(at) ? null : new Date(at);
}
