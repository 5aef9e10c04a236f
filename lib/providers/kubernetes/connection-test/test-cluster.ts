import { z } from 'zod';
import type { ConnectionCheck, ConnectionReport } from '../../contract/provider';
import { ProviderError } from '../../contract/provider-error';
import { readApiGroups } from '../connect/api-groups';
import type { KubernetesSession } from '../connect/kubernetes-session';
import { type Cluster, openCluster } from '../connect/open-cluster';
import { versionRequest, versionSchema } from '../inventory/kubernetes-cluster';
import { namePermission, type Permission, type Verb } from '../permissions';

const reviewGroup = 'authorization.k8s.io';
const reviewSchema = z.object({ status: z.object({ allowed: z.boolean() }) });
const verbWords: Record<Verb, string> = { get: 'Read', list: 'List', watch: 'Watch' };

/**
 * Reaches the cluster, then asks it of every verb on every resource whether the credentials may, so that each one
 * missing is named. A resource of an API that is not installed is skipped. Throws only when aborted.
 */
export async function testCluster(
  session: KubernetesSession,
  permissions: readonly Permission[],
): Promise<ConnectionReport> {
  const cluster = openCluster(session);
  const account = cluster.name;
  const reached = await check({ title: `Reach the cluster ${account} and read its version`, account }, async () => {
    await cluster.request(versionRequest, versionSchema);
    return { outcome: 'passed' };
  });
  if (reached.outcome === 'failed') return { checks: [reached], accounts: [] };
  let installed: ReadonlySet<string> = new Set();
  const discovered = await check({ title: `Learn which APIs the cluster ${account} serves`, account }, async () => {
    installed = new Set((await readApiGroups(cluster)).keys());
    return { outcome: 'passed' };
  });
  const asked = await Promise.all(
    permissions.flatMap((permission) =>
      permission.verbs.map((verb) =>
        permission.group === '' || installed.has(permission.group) || discovered.outcome === 'failed'
          ? review(cluster, permission, verb)
          : skip(account, permission, verb),
      ),
    ),
  );
  return { checks: [reached, discovered, ...asked], accounts: [{ id: account, name: null }] };
}

type Asked = Pick<ConnectionCheck, 'title' | 'account' | 'permission'>;

function askAbout(account: string, permission: Permission, verb: Verb): Asked {
  const { resource } = permission;
  return {
    title: `${verbWords[verb]} ${resource} of ${account}`,
    permission: namePermission(permission, verb),
    account,
  };
}

function skip(account: string, permission: Permission, verb: Verb): ConnectionCheck {
  const message = `The cluster does not have ${permission.group}, so there is nothing to read.`;
  return { ...askAbout(account, permission, verb), outcome: 'skipped', message };
}

function review(cluster: Cluster, permission: Permission, verb: Verb): Promise<ConnectionCheck> {
  const { group } = permission;
  const [resource, subresource] = permission.resource.split('/');
  return check(askAbout(cluster.name, permission, verb), async () => {
    const { status } = await cluster.request(
      {
        operation: `${reviewGroup}:create-selfsubjectaccessreviews`,
        path: `/apis/${reviewGroup}/v1/selfsubjectaccessreviews`,
        body: {
          apiVersion: `${reviewGroup}/v1`,
          kind: 'SelfSubjectAccessReview',
          spec: {
            resourceAttributes: { verb, group, resource, ...(subresource === undefined ? {} : { subresource }) },
          },
        },
      },
      reviewSchema,
    );
    if (status.allowed) return { outcome: 'passed' };
    const named = namePermission(permission, verb);
    return {
      outcome: 'failed',
      message: `The credentials may not ${named} in all namespaces.`,
      remedy: `Add ${named} to the ClusterRole of the service account, and bind it with a ClusterRoleBinding.`,
    };
  });
}

async function check(
  about: Asked,
  attempt: () => Promise<Pick<ConnectionCheck, 'outcome' | 'message' | 'remedy'>>,
): Promise<ConnectionCheck> {
  try {
    return { ...about, ...(await attempt()) };
  } catch (error) {
    if (!(error instanceof ProviderError)) throw error;
    const { message, remedy } = error;
    return { ...about, outcome: 'failed', message, ...(remedy === undefined ? {} : { remedy }) };
  }
}
