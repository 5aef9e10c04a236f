import type { ProviderId } from '@/lib/domain/provider';

/**
 * What grants exactly what a test found missing, ready to paste at the provider: a policy document for AWS, elsewhere the
 * permissions, one a line. Null when nothing is missing.
 */
export function toMissingPermissionPolicy(provider: ProviderId, permissions: readonly string[]): string | null {
  const actions = [...new Set(permissions)].sort();
  if (actions.length === 0) return null;
  if (provider !== 'aws') return actions.join('\n');
  const grant = { Sid: 'MillwrightMissingReads', Effect: 'Allow', Action: actions, Resource: '*' };
  return JSON.stringify({ Version: '2012-10-17', Statement: [grant] }, null, 2);
}
