import { type ApiResource, apiResources } from '../world/kubernetes/api-resources';

const readVerbs = ['get', 'list', 'watch'];

interface DiscoveredResource {
  name: string;
  singularName: string;
  namespaced: boolean;
  kind: string;
  verbs: string[];
  shortNames?: readonly string[];
}

/** One version of a group, and what it serves. */
interface GroupVersion {
  group: string;
  version: string;
  resources: DiscoveredResource[];
}

/** What every server serves beside the objects of the world: questions about the caller, and Kueue's queues. */
const others: readonly GroupVersion[] = [
  {
    group: 'authentication.k8s.io',
    version: 'v1',
    resources: [review('selfsubjectreviews', 'SelfSubjectReview')],
  },
  {
    group: 'authorization.k8s.io',
    version: 'v1',
    resources: [
      review('selfsubjectaccessreviews', 'SelfSubjectAccessReview'),
      review('selfsubjectrulesreviews', 'SelfSubjectRulesReview'),
    ],
  },
  {
    group: 'visibility.kueue.x-k8s.io',
    version: 'v1beta2',
    resources: [
      { name: 'clusterqueues', singularName: 'clusterqueue', namespaced: false, kind: 'ClusterQueue', verbs: ['get'] },
      pending('clusterqueues', false),
      { name: 'localqueues', singularName: 'localqueue', namespaced: true, kind: 'LocalQueue', verbs: ['get'] },
      pending('localqueues', true),
    ],
  },
];

function review(name: string, kind: string): DiscoveredResource {
  return { name, singularName: kind.toLowerCase(), namespaced: false, kind, verbs: ['create'] };
}

function pending(queues: string, namespaced: boolean): DiscoveredResource {
  return {
    name: `${queues}/pendingworkloads`,
    singularName: '',
    namespaced,
    kind: 'PendingWorkloadsSummary',
    verbs: ['get'],
  };
}

function groupVersions(types: readonly ApiResource[]): GroupVersion[] {
  const found: GroupVersion[] = [];
  for (const { group, version, plural, singular, namespaced, kind, shortNames } of types) {
    const resource = {
      name: plural,
      singularName: singular,
      namespaced,
      kind,
      verbs: readVerbs,
      ...(shortNames && { shortNames }),
    };
    const known = found.find((each) => each.group === group && each.version === version);
    if (known) known.resources.push(resource);
    else found.push({ group, version, resources: [resource] });
  }
  return [...found, ...others];
}

/** Groups other than the core one, in order of name. */
export function namedGroups(types: readonly ApiResource[]): GroupVersion[] {
  return groupVersions(types)
    .filter(({ group }) => group !== '')
    .sort((left, right) => (left.group < right.group ? -1 : 1));
}

export function apiVersions(host: string) {
  return {
    kind: 'APIVersions',
    versions: [apiResources.pods.version],
    serverAddressByClientCIDRs: [{ clientCIDR: '0.0.0.0/0', serverAddress: host }],
  };
}

export function apiGroupList(groups: readonly GroupVersion[]) {
  return { kind: 'APIGroupList', apiVersion: 'v1', groups: groups.map(groupDocument) };
}

export function apiGroup(group: GroupVersion) {
  return { kind: 'APIGroup', apiVersion: 'v1', ...groupDocument(group) };
}

function groupDocument({ group, version }: GroupVersion) {
  const preferredVersion = { groupVersion: `${group}/${version}`, version };
  return { name: group, versions: [preferredVersion], preferredVersion };
}

/** Null when no such version of a group is served. */
export function apiResourceList(types: readonly ApiResource[], groupVersion: string) {
  const found = groupVersions(types).find(
    ({ group, version }) => (group === '' ? version : `${group}/${version}`) === groupVersion,
  );
  return found ? { kind: 'APIResourceList', apiVersion: 'v1', groupVersion, resources: found.resources } : null;
}

/** The same in one document, as newer clients ask for it. */
export function aggregatedDiscovery(types: readonly ApiResource[], isCore: boolean) {
  const groups = isCore ? groupVersions(types).filter(({ group }) => group === '') : namedGroups(types);
  return {
    kind: 'APIGroupDiscoveryList',
    apiVersion: 'apidiscovery.k8s.io/v2',
    metadata: {},
    items: groups.map(({ group, version, resources }) => ({
      metadata: { ...(group !== '' && { name: group }), creationTimestamp: null },
      versions: [{ version, freshness: 'Current', resources: aggregate(group, version, resources) }],
    })),
  };
}

function aggregate(group: string, version: string, resources: readonly DiscoveredResource[]) {
  const parents = resources.filter(({ name }) => !name.includes('/'));
  return parents.map(({ name, singularName, namespaced, kind, verbs, shortNames }) => {
    const below = resources.filter((each) => each.name.startsWith(`${name}/`));
    return {
      resource: name,
      responseKind: { group, version, kind },
      scope: namespaced ? 'Namespaced' : 'Cluster',
      singularResource: singularName,
      verbs,
      ...(shortNames && { shortNames }),
      ...(below.length > 0 && {
        subresources: below.map((each) => ({
          subresource: each.name.slice(name.length + 1),
          responseKind: { group, version, kind: each.kind },
          verbs: each.verbs,
        })),
      }),
    };
  });
}
