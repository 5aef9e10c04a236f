import { z } from 'zod';
import type { FaceName, FaultSwitchboard } from '../faults/fault-switchboard';
import type { ApiResource } from '../world/kubernetes/api-resources';
import { badRequest } from './refusals';
import { operationOf, type ResourceName, type Route } from './route';

/** What the role of the console's user allows: to read everything that is served, and to ask about itself. */
const reviews = new Set(['selfsubjectaccessreviews', 'selfsubjectrulesreviews', 'selfsubjectreviews']);
const readVerbs = ['get', 'list', 'watch'];

export function isAllowed({ verb, resource }: Route): boolean {
  if (!resource) return verb === 'get' || verb === 'head';
  return readVerbs.includes(verb) || (verb === 'create' && reviews.has(resource.plural));
}

const accessReview = z.object({
  spec: z.object({
    resourceAttributes: z
      .object({
        verb: z.string().default(''),
        group: z.string().default(''),
        version: z.string().default(''),
        resource: z.string().default(''),
        subresource: z.string().default(''),
        namespace: z.string().default(''),
        name: z.string().default(''),
      })
      .optional(),
    nonResourceAttributes: z.object({ path: z.string().default(''), verb: z.string().default('') }).optional(),
  }),
});

export interface ReviewContext {
  body: Buffer;
  cluster: string;
  face: FaceName;
  faults: FaultSwitchboard;
  types: readonly ApiResource[];
}

/** Answers whether the caller may do something: as the role says, less what a fault in force takes away. */
export function reviewAccess(context: ReviewContext): Record<string, unknown> {
  const { spec } = parseBody(context.body, accessReview);
  const { resourceAttributes: asked, nonResourceAttributes: plain } = spec;
  if (!asked && !plain) throw badRequest('spec.resourceAttributes or spec.nonResourceAttributes is required');
  const resource: ResourceName | null = asked
    ? {
        group: asked.group,
        version: versionAsked(context.types, asked),
        plural: asked.resource,
        subresource: asked.subresource || null,
        namespace: asked.namespace || null,
        name: asked.name || null,
      }
    : null;
  const route: Route = { path: plain?.path ?? '', verb: asked?.verb ?? plain?.verb ?? '', resource };
  const allowed = isAllowed(route) && !isTakenAway(context, route);
  return {
    kind: 'SelfSubjectAccessReview',
    apiVersion: 'authorization.k8s.io/v1',
    metadata: { creationTimestamp: null },
    spec,
    status: { allowed, reason: allowed ? 'RBAC: allowed by ClusterRoleBinding "millwright-reader"' : '' },
  };
}

/** The version asked about; where none is, or any, that which is served. */
function versionAsked(
  types: readonly ApiResource[],
  asked: { group: string; version: string; resource: string },
): string {
  if (asked.version !== '' && asked.version !== '*') return asked.version;
  return types.find(({ group, plural }) => group === asked.group && plural === asked.resource)?.version ?? '';
}

/** Whether a rule in force takes the permission away from the call that is asked about. Counts nothing. */
function isTakenAway({ faults, face, cluster, types }: ReviewContext, route: Route): boolean {
  const { service, operation } = operationOf(types, route);
  return (faults.state()[face] ?? []).some(
    ({ fault, where }) =>
      fault.kind === 'missing-permission' &&
      (where.account ?? cluster) === cluster &&
      (where.region ?? 'global') === 'global' &&
      (where.service ?? service) === service &&
      (where.operation ?? operation) === operation,
  );
}

const rulesReview = z.object({ spec: z.object({ namespace: z.string().min(1) }) });

export function reviewRules(body: Buffer, types: readonly ApiResource[]): Record<string, unknown> {
  const { spec } = parseBody(body, rulesReview);
  const groups = [...new Set(types.map(({ group }) => group))];
  return {
    kind: 'SelfSubjectRulesReview',
    apiVersion: 'authorization.k8s.io/v1',
    metadata: { creationTimestamp: null },
    spec,
    status: {
      resourceRules: [
        ...groups.map((group) => ({
          verbs: readVerbs,
          apiGroups: [group],
          resources: types.filter((type) => type.group === group).map(({ plural }) => plural),
        })),
        {
          verbs: ['get'],
          apiGroups: ['visibility.kueue.x-k8s.io'],
          resources: ['clusterqueues/pendingworkloads', 'localqueues/pendingworkloads'],
        },
        {
          verbs: ['create'],
          apiGroups: ['authorization.k8s.io'],
          resources: ['selfsubjectaccessreviews', 'selfsubjectrulesreviews'],
        },
        { verbs: ['create'], apiGroups: ['authentication.k8s.io'], resources: ['selfsubjectreviews'] },
      ],
      nonResourceRules: [
        {
          verbs: ['get'],
          nonResourceURLs: ['/api', '/api/*', '/apis', '/apis/*', '/healthz', '/livez', '/readyz', '/version'],
        },
      ],
      incomplete: false,
    },
  };
}

export function reviewSelf(user: string, groups: readonly string[]): Record<string, unknown> {
  return {
    kind: 'SelfSubjectReview',
    apiVersion: 'authentication.k8s.io/v1',
    metadata: { creationTimestamp: null },
    status: { userInfo: { username: user, groups } },
  };
}

function parseBody<T>(body: Buffer, schema: z.ZodType<T>): T {
  try {
    const parsed = schema.safeParse(JSON.parse(body.toString('utf8')));
    if (parsed.success) return parsed.data;
    throw badRequest(z.prettifyError(parsed.error));
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw badRequest('the request body is not JSON');
  }
}
