/** The personas of the console. A person may hold several, each within a scope. */
export const roles = ['viewer', 'operator', 'model-owner', 'finance', 'security', 'admin'] as const;
export type Role = (typeof roles)[number];

export const permissions = [
  'inventory:read',
  'cost:read',
  'cost:write',
  'connections:read',
  'connections:write',
  'activity:read',
  'people:read',
  'people:write',
  'sites:write',
  'views:write',
  'tokens:write',
  /** Of probe agents alone: no role carries it. */
  'probes:report',
] as const;
export type Permission = (typeof permissions)[number];

/** What a role binding reaches: everything, one site, or what one team owns. */
export type Scope = { kind: 'all' } | { kind: 'site'; site: string } | { kind: 'team'; team: string };

export interface RoleGrant {
  role: Role;
  scope: Scope;
}

/**
 * What an actor may see of scoped facts: everything, or the union of these sites and teams.
 * Both lists empty means nothing.
 */
export type Reach = { everything: true } | { everything: false; sites: string[]; teams: string[] };

/** Whether one of these sites is within a reach. */
export function isAtOne(reach: Reach, sites: readonly (string | null)[]): boolean {
  return reach.everything || sites.some((site) => site !== null && reach.sites.includes(site));
}

/**
 * Which permissions each role carries. `people:*`, `sites:write`, `cost:write`, `connections:write` and `activity:read`
 * count only in scope `all`.
 */
export const rolePermissions: Record<Role, readonly Permission[]> = {
  viewer: ['inventory:read', 'connections:read', 'views:write', 'tokens:write'],
  operator: ['inventory:read', 'connections:read', 'connections:write', 'activity:read', 'views:write', 'tokens:write'],
  'model-owner': ['inventory:read', 'connections:read', 'views:write', 'tokens:write'],
  finance: ['inventory:read', 'cost:read', 'cost:write', 'connections:read', 'views:write', 'tokens:write'],
  security: ['inventory:read', 'connections:read', 'activity:read', 'people:read', 'views:write', 'tokens:write'],
  admin: [
    'inventory:read',
    'cost:read',
    'cost:write',
    'connections:read',
    'connections:write',
    'activity:read',
    'people:read',
    'people:write',
    'sites:write',
    'views:write',
    'tokens:write',
  ],
};
