import { z } from 'zod';
import type { InventoryItem, LifecycleState } from '@/lib/domain/resource';
import { toRawText } from '../../contract/raw/to-raw-text';
import type { ObjectListing } from '../objects/listing';
import { metadataSchema, quantitiesSchema } from '../objects/object-schema';
import { toRaw } from '../objects/to-raw';
import { toCommonFacts } from './place';

const namespaceSchema = z.object({
  metadata: metadataSchema.extend({ uid: z.string().optional() }),
  status: z.object({ phase: z.string().optional() }).nullish(),
});

const quotaSchema = z.object({
  metadata: metadataSchema,
  status: z.object({ hard: quantitiesSchema.nullish(), used: quantitiesSchema.nullish() }).nullish(),
});

export interface NamespaceObject {
  namespace: z.output<typeof namespaceSchema>;
  /** As `toRaw` made it. */
  document: string;
}

/** A namespace's limits, and how much of each is used. */
export interface Quota {
  name: string;
  namespace: string;
  hard: z.output<typeof quantitiesSchema>;
  used: z.output<typeof quantitiesSchema>;
}

const name = { group: 'core', resource: 'namespaces', type: 'Namespace' };
const states: Record<string, LifecycleState> = { Active: 'active', Terminating: 'deleting' };

export const namespaceListing: ObjectListing<NamespaceObject> = {
  group: 'core',
  resource: 'namespaces',
  path: '/api/v1/namespaces',
  keep: (object) => ({ namespace: namespaceSchema.parse(object), document: toRaw(object) }),
};

export const quotaListing: ObjectListing<Quota> = {
  group: 'core',
  resource: 'resourcequotas',
  path: '/api/v1/resourcequotas',
  keep(object) {
    const { metadata, status } = quotaSchema.parse(object);
    return {
      name: metadata.name,
      namespace: metadata.namespace ?? '',
      hard: status?.hard ?? {},
      used: status?.used ?? {},
    };
  },
};

/** `quotas` null: they could not be read. */
export function toNamespaceItem(
  clusterName: string,
  { namespace, document }: NamespaceObject,
  quotas: readonly Quota[] | null,
): InventoryItem {
  const { metadata, status } = namespace;
  const phase = status?.phase;
  const own = quotas?.filter((quota) => quota.namespace === metadata.name) ?? null;
  return {
    ...toCommonFacts(clusterName, 'namespace', name, metadata),
    status: (phase !== undefined && Object.hasOwn(states, phase) ? states[phase] : undefined) ?? 'unknown',
    nativeStatus: phase ?? null,
    size: null,
    accelerators: [],
    raw: toRawText({ object: JSON.parse(document), quotas: own }),
  };
}
