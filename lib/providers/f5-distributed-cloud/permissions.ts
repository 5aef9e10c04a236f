/** The role of F5's own that may look at everything of a namespace and change nothing. */
export const monitorRole = 'ves-io-monitor-role';

/** What a missing permission is called: a role in a namespace. */
export function nameRole(namespace: string): string {
  return `${monitorRole} in ${namespace}`;
}
