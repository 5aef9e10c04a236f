import type { ProviderId } from '@/lib/domain/provider';

/**
 * A policy document that grants exactly what a test found missing, ready to paste at the provider.
 * Null when nothing is missing.
 */
export function toMissingPermissionPolicy(provider: ProviderId, permissions: readonly string[]): string | null {
  const actions = [...new Set(permissions)].sort();
  if (actions.length === 0) return null;
  switch (provider) {
    case 'aws':
      return JSON.stringify(
        {
          Version: '2012-10-17',
          Statement: [{ Sid: 'MillwrightMissingReads', Effect: 'Allow', Action: actions, Resource: '*' }],
        },
        null,
        2,
      );
  }
}
