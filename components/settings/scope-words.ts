import type { Permission, Scope } from '@/lib/domain/access';

/** A scope as people say it. */
export function toScopeWords(scope: Scope): string {
  switch (scope.kind) {
    case 'all':
      return 'everything';
    case 'site':
      return `site ${scope.site}`;
    case 'team':
      return `team ${scope.team}`;
  }
}

/** What each permission lets a person do, in one line. */
export const permissionWords: Record<Permission, string> = {
  'inventory:read': 'See what runs, within the scope',
  'cost:read': 'See what things cost, within the scope',
  'cost:write': 'Bring in bills and choose which count',
  'connections:read': 'See connections, their runs and gaps',
  'connections:write': 'Add, change, pause, sync and delete connections',
  'activity:read': 'Read and verify the audit record',
  'people:read': 'See people, roles and invitations',
  'people:write': 'Invite, disable, grant and revoke',
  'sites:write': 'Say which site a resource belongs to',
  'views:write': 'Save views, and share them',
  'tokens:write': 'Make personal API tokens',
  'probes:report': 'Report what was measured from a site: probe agents alone',
};

/** Permissions that count only when the role is held over everything. */
export const unscopedPermissions: ReadonlySet<Permission> = new Set<Permission>([
  'cost:write',
  'people:read',
  'people:write',
  'sites:write',
  'connections:write',
  'activity:read',
]);
