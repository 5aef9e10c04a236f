import { z } from 'zod';
import { ProviderError } from '../../contract/provider-error';
import type { Cluster } from './open-cluster';

/** Becomes part of paths, so nothing but the form of Kubernetes' own versions is let through. */
const versionPattern = /^v[1-9]\d{0,2}((alpha|beta)[1-9]\d{0,2})?$/;

const groupsSchema = z.object({
  groups: z.array(
    z.object({
      name: z.string(),
      versions: z.array(z.object({ version: z.string() })),
      preferredVersion: z.object({ version: z.string() }).optional(),
    }),
  ),
});
const resourcesSchema = z.object({ resources: z.array(z.object({ name: z.string() })) });

/** The versions a cluster serves of each API group, those it prefers first. A group that is not here is not installed. */
export type ApiGroups = ReadonlyMap<string, readonly string[]>;

/** Throws a `ProviderError`. */
export async function readApiGroups(cluster: Cluster): Promise<ApiGroups> {
  const { groups } = await cluster.request({ operation: 'apis:list-groups', path: '/apis' }, groupsSchema);
  return new Map(
    groups.map(({ name, versions, preferredVersion }) => {
      const preferred = preferredVersion === undefined ? [] : [preferredVersion.version];
      const all = [...preferred, ...versions.map(({ version }) => version)];
      return [name, [...new Set(all)].filter((version) => versionPattern.test(version))];
    }),
  );
}

/**
 * The version to read a group in: the first of `known` that is served, else what the cluster prefers; null when it is
 * not installed. Throws a `ProviderError` when it is there in no version that can be asked for: then it is not absent.
 */
export function chooseVersion(groups: ApiGroups, group: string, known: readonly string[]): string | null {
  const served = groups.get(group);
  if (served === undefined) return null;
  const chosen = known.find((version) => served.includes(version)) ?? served[0];
  if (chosen !== undefined) return chosen;
  throw new ProviderError({
    kind: 'response-unexpected',
    code: 'VersionUnreadable',
    operation: 'apis:list-groups',
    message: `The cluster serves ${group} in no version whose name Kubernetes allows.`,
    remedy: 'Check that the endpoint is a Kubernetes API server.',
  });
}

/** Whether a served version of a group has a resource. Throws a `ProviderError`. */
export async function servesResource(
  cluster: Cluster,
  group: string,
  version: string,
  resource: string,
): Promise<boolean> {
  const request = { operation: `${group}:list-resources`, path: `/apis/${group}/${version}` };
  const { resources } = await cluster.request(request, resourcesSchema);
  return resources.some(({ name }) => name === resource);
}
