import { z } from 'zod';
import type { InventoryItem } from '@/lib/domain/resource';
import { ProviderError } from '../../contract/provider-error';
import { type ListedObject, listObjects, type ObjectListing, objectSchema } from '../connect/list-objects';
import type { TenantRequest } from '../connect/open-tenant';
import { systemNamespace } from '../connect/read-namespaces';
import { siteNameLabel } from './edge-sites';
import type { KindReader } from './kind-reader';
import type { ScopeFaults } from './scope-faults';
import { type TenantContext, tenantRegion, toNativeId } from './tenant-context';
import { hardwareSchema, toAccelerators } from './to-accelerators';
import { toDate } from './to-date';
import { toNodeStatus } from './to-lifecycle';
import { toRaw } from './to-raw';

const registrationSchema = objectSchema.extend({
  get_spec: z.object({
    infra: z
      .object({
        hostname: z.string().nullish(),
        zone: z.string().nullish(),
        availability_zone: z.string().nullish(),
        certified_hw: z.string().nullish(),
        hw_info: hardwareSchema.nullish(),
      })
      .nullish(),
    passport: z.object({ cluster_name: z.string().nullish() }).nullish(),
  }),
});
type Registration = z.output<typeof registrationSchema>;

/**
 * The states of machines that are there, or are about to be. They are listed one by one in the order in which a node
 * goes through them, so that one that goes on in the meantime is met again and not missed; one that falls back is met
 * when they are listed once more. Retired ones are gone.
 */
export const registrationStates = [
  'NEW',
  'APPROVED',
  'ADMITTED',
  'PENDING',
  'UPGRADING',
  'MAINTENANCE',
  'FAILED',
  'FAILED_INACTIVE',
  'ONLINE',
] as const;
type RegistrationState = (typeof registrationStates)[number];

const operation = 'register:listregistrationsbystate';

export function toRegistrationsRequest(state: RegistrationState): TenantRequest {
  return {
    operation,
    path: `/api/register/namespaces/${systemNamespace}/listregistrationsbystate`,
    body: { namespace: systemNamespace, state },
  };
}

export const edgeNodes: KindReader = {
  kind: 'edge-node',
  operation,
  async read(context, faults) {
    const nodes = new Map<string, InventoryItem>();
    try {
      await listUntilSettled(context, nodes, faults);
    } catch (error) {
      if (!(error instanceof ProviderError)) throw error;
      faults.listing.push(error);
    }
    return [...nodes.values()];
  },
};

/** How often the states are listed, at most. */
const mostRounds = 4;

/** Lists the states again until that names no further node; a listing that cannot end is known as such without it. */
async function listUntilSettled(
  context: TenantContext,
  nodes: Map<string, InventoryItem>,
  faults: ScopeFaults,
): Promise<void> {
  let known: number | null = null;
  for (let round = 0; round < mostRounds; round++) {
    await listStates(context, nodes, faults);
    if (faults.listing.length > 0 || nodes.size === known) return;
    known = nodes.size;
  }
  faults.listing.push(unsettled());
}

/** Adds the nodes of every state, each as the latest state has it. */
async function listStates(
  context: TenantContext,
  nodes: Map<string, InventoryItem>,
  faults: ScopeFaults,
): Promise<void> {
  for (const state of registrationStates) {
    const listing = await listInState(context, state);
    faults.listing.push(...listing.faults);
    for (const registration of listing.found) {
      const node = toEdgeNode(context, state, registration);
      nodes.set(node.nativeId, node);
    }
  }
}

function unsettled(): ProviderError {
  return new ProviderError({
    kind: 'response-unexpected',
    code: 'ListUnsettled',
    operation,
    message: `${operation} named further nodes each time its states were listed, so there may be more.`,
    remedy: 'Wait for the next collection; if it lasts, look for nodes that register again and again.',
  });
}

/** An API that does not know the youngest state yet has nothing in it. */
async function listInState({ tenant }: TenantContext, state: RegistrationState): Promise<ObjectListing<Registration>> {
  try {
    return await listObjects(tenant, toRegistrationsRequest(state), registrationSchema);
  } catch (error) {
    const isUnknown = error instanceof ProviderError && error.code === 'INVALID_ARGUMENT';
    if (isUnknown && state === 'FAILED_INACTIVE') return { found: [], faults: [] };
    throw error;
  }
}

export function toEdgeNode(
  { tenantId }: Pick<TenantContext, 'tenantId'>,
  state: RegistrationState,
  { object: registration, document }: ListedObject<Registration>,
): InventoryItem {
  const { name, namespace, labels, get_spec } = registration;
  const { infra, passport } = get_spec;
  const site = passport?.cluster_name;
  return {
    kind: 'edge-node',
    nativeId: toNativeId(tenantId, namespace, 'registration', name),
    nativeType: 'registration',
    name: infra?.hostname || name,
    account: tenantId,
    region: tenantRegion,
    zone: infra?.availability_zone || infra?.zone || null,
    status: toNodeStatus(state),
    nativeStatus: state,
    size: infra?.hw_info?.product?.name || infra?.certified_hw || null,
    accelerators: infra?.hw_info ? toAccelerators(infra.hw_info) : null,
    tags: { ...(site ? { [siteNameLabel]: site } : {}), ...labels },
    createdAt: toDate(registration.system_metadata?.creation_timestamp),
    detailed: true,
    raw: toRaw(document),
  };
}
