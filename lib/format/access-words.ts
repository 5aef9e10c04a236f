import { type Permission, type Role, rolePermissions, roles } from '@/lib/domain/access';

export const roleWords: Record<Role, string> = {
  viewer: 'Viewer',
  operator: 'Operator',
  'model-owner': 'Model owner',
  finance: 'Finance',
  security: 'Security',
  admin: 'Administrator',
};

/** What each permission is for, to follow “you may not”. */
const permissionDeeds: Record<Permission, string> = {
  'inventory:read': 'see what runs',
  'cost:read': 'see what things cost',
  'cost:write': 'bring in bills and choose which count',
  'connections:read': 'see connections',
  'connections:write': 'change connections or have them read',
  'activity:read': 'read the activity record',
  'people:read': 'see who has which role',
  'people:write': 'change people and their roles',
  'sites:write': 'change sites and what stands in them',
  'views:write': 'save views',
  'tokens:write': 'make API tokens',
  'probes:report': 'report what a probe agent measured',
};

/** What a person lacking the permission cannot do: `You may not see connections`. */
export function sayRefusal(permission: Permission): string {
  return `You may not ${permissionDeeds[permission]}`;
}

/** Which roles carry the permission, as a sentence: `It takes the role Operator or Administrator.` */
export function sayRolesWith(permission: Permission): string {
  const words = roles.filter((role) => rolePermissions[role].includes(permission)).map((role) => roleWords[role]);
  return `It takes the role ${new Intl.ListFormat('en-GB', { type: 'disjunction' }).format(words)}.`;
}
