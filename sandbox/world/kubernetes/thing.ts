import type { Accelerator, LifecycleState, ResourceKind } from '../../../lib/domain/resource';
import { drawsOf } from '../draws';
import { tickShowing } from '../tick';
import { type ApiResource, apiVersionOf } from './api-resources';

export interface OwnerReference {
  apiVersion: string;
  kind: string;
  name: string;
  uid: string;
  controller: true;
  blockOwnerDeletion: true;
}

export interface ObjectMetadata {
  name: string;
  namespace?: string;
  uid: string;
  resourceVersion: string;
  generation?: number;
  creationTimestamp: string;
  deletionTimestamp?: string;
  deletionGracePeriodSeconds?: number;
  labels?: Record<string, string>;
  annotations?: Record<string, string>;
  ownerReferences?: OwnerReference[];
  finalizers?: string[];
}

/** A Kubernetes object as the API writes it. */
export interface ClusterObject {
  apiVersion: string;
  kind: string;
  metadata: ObjectMetadata;
  [field: string]: unknown;
}

/** What is true of a thing in neutral words, stated by its maker. */
export interface Facts {
  kind: ResourceKind;
  status: LifecycleState;
  nativeStatus: string | null;
  zone?: string | null;
  size?: string | null;
  accelerators?: Accelerator[];
}

/** One object of a cluster at one instant. Its document is made only when asked for: most are never looked at. */
export interface Thing {
  type: ApiResource;
  namespace: string | null;
  name: string;
  /** Orders and names things within their type: `namespace/name`, or the name. */
  key: string;
  createdMs: number;
  labels: Readonly<Record<string, string>>;
  /** The tick of its last change. */
  version: number;
  document(): ClusterObject;
  /** Null for things that an inventory has no kind for. */
  facts(): Facts | null;
}

/** Names an object for good: what was deleted and made again under its name is another. */
export interface Identity {
  seed: string;
  cluster: string;
  type: ApiResource;
  namespace: string | null;
  name: string;
  createdMs: number;
}

export interface ThingRequest extends Identity {
  changedMs: number;
  labels?: Record<string, string>;
  annotations?: Record<string, string>;
  owner?: Identity;
  deletedMs?: number | null;
  finalizers?: string[];
  /** Everything but type and metadata. */
  body(): Record<string, unknown>;
  facts?(): Facts;
}

export function makeThing(request: ThingRequest): Thing {
  const { type, namespace, name, createdMs, changedMs, labels = {} } = request;
  const version = Math.max(tickShowing(createdMs), tickShowing(changedMs));
  return {
    type,
    namespace,
    name,
    key: namespace === null ? name : `${namespace}/${name}`,
    createdMs,
    labels,
    version,
    document: () => ({
      apiVersion: apiVersionOf(type),
      kind: type.kind,
      metadata: metadataOf(request, version),
      ...request.body(),
    }),
    facts: () => request.facts?.() ?? null,
  };
}

function metadataOf(request: ThingRequest, version: number): ObjectMetadata {
  const { namespace, name, createdMs, labels, annotations, owner, deletedMs = null, finalizers } = request;
  return {
    name,
    ...(namespace !== null && { namespace }),
    uid: uidOf(request),
    resourceVersion: String(version),
    generation: 1,
    creationTimestamp: timestamp(createdMs),
    ...(deletedMs !== null && { deletionTimestamp: timestamp(deletedMs), deletionGracePeriodSeconds: 30 }),
    ...(labels && { labels }),
    ...(annotations && { annotations }),
    ...(owner && { ownerReferences: [ownerReference(owner)] }),
    ...(finalizers && { finalizers }),
  };
}

export function ownerReference(owner: Identity): OwnerReference {
  return {
    apiVersion: apiVersionOf(owner.type),
    kind: owner.type.kind,
    name: owner.name,
    uid: uidOf(owner),
    controller: true,
    blockOwnerDeletion: true,
  };
}

export function uidOf({ seed, cluster, type, namespace, name, createdMs }: Identity): string {
  const draws = drawsOf(seed, 'kubernetes-uid', cluster, type.plural, namespace ?? '', name, createdMs);
  return [draws.hex(8), draws.hex(4), `4${draws.hex(3)}`, `a${draws.hex(3)}`, draws.hex(12)].join('-');
}

/** As the API writes instants: whole seconds, UTC. */
export function timestamp(ms: number): string {
  return `${new Date(ms).toISOString().slice(0, -5)}Z`;
}
