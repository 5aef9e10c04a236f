import { visibilityGroup } from './inventory/count-pending';
import { servingGroup } from './inventory/model-endpoints';
import { queueGroup } from './inventory/queues';

export type Verb = 'get' | 'list' | 'watch';

/** What a service account must be allowed to do with a resource. None of it changes anything. */
export interface Permission {
  /** API group; empty for the one without a name. */
  group: string;
  resource: string;
  verbs: readonly Verb[];
}

const look: readonly Verb[] = ['list', 'watch'];

/** Exactly what reading a cluster uses. A rule for a group that is not installed does nothing. */
export const kubernetesPermissions: readonly Permission[] = [
  { group: '', resource: 'nodes', verbs: look },
  { group: '', resource: 'pods', verbs: look },
  { group: '', resource: 'namespaces', verbs: look },
  { group: '', resource: 'resourcequotas', verbs: look },
  { group: '', resource: 'persistentvolumes', verbs: look },
  { group: queueGroup, resource: 'clusterqueues', verbs: look },
  { group: queueGroup, resource: 'localqueues', verbs: look },
  { group: queueGroup, resource: 'workloads', verbs: look },
  { group: visibilityGroup, resource: 'clusterqueues/pendingworkloads', verbs: ['get'] },
  { group: servingGroup, resource: 'inferenceservices', verbs: look },
];

/** `list pods`, `watch clusterqueues.kueue.x-k8s.io`: a verb on a resource as `kubectl auth can-i` takes it. */
export function namePermission({ group, resource }: Permission, verb: Verb): string {
  return group === '' ? `${verb} ${resource}` : `${verb} ${resource}.${group}`;
}

/** The namespace and name of the service account that the instructions make. */
export const accountNamespace = 'millwright';
export const accountName = 'millwright-read';

/** A namespace, a service account in it, and a role over the whole cluster that lets it look and nothing else. */
export function toManifests(permissions: readonly Permission[]): string {
  const rules = [...Map.groupBy(permissions, ({ group, verbs }) => `${group} ${verbs.join()}`).values()];
  return [
    manifest('v1', 'Namespace', [`  name: ${accountNamespace}`]),
    manifest('v1', 'ServiceAccount', [`  name: ${accountName}`, `  namespace: ${accountNamespace}`]),
    manifest('rbac.authorization.k8s.io/v1', 'ClusterRole', [
      `  name: ${accountName}`,
      'rules:',
      ...rules.flatMap(toRule),
    ]),
    manifest('rbac.authorization.k8s.io/v1', 'ClusterRoleBinding', [
      `  name: ${accountName}`,
      'roleRef:',
      '  apiGroup: rbac.authorization.k8s.io',
      '  kind: ClusterRole',
      `  name: ${accountName}`,
      'subjects:',
      '  - kind: ServiceAccount',
      `    name: ${accountName}`,
      `    namespace: ${accountNamespace}`,
    ]),
  ].join('---\n');
}

function manifest(apiVersion: string, kind: string, rest: string[]): string {
  return `${[`apiVersion: ${apiVersion}`, `kind: ${kind}`, 'metadata:', ...rest].join('\n')}\n`;
}

function toRule(permissions: readonly Permission[]): string[] {
  const [first] = permissions;
  if (first === undefined) return [];
  const quote = (words: readonly string[]) => `[${words.map((word) => JSON.stringify(word)).join(', ')}]`;
  return [
    `  - apiGroups: ${quote([first.group])}`,
    `    resources: ${quote(permissions.map(({ resource }) => resource))}`,
    `    verbs: ${quote(first.verbs)}`,
  ];
}
