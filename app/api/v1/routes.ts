import type { RouteDescription, RouteHandler } from '@/lib/api/server/route-definition';

/** A route file's handlers by method. */
type RouteModule = Readonly<Record<string, RouteHandler>>;

/**
 * Every route file under `/api/v1` by folder, but for the one that describes them all. A test compares this with the
 * folders: a route nobody listed fails.
 */
export const apiRoutes: Readonly<Record<string, () => Promise<RouteModule>>> = {
  activity: () => import('./activity/route'),
  'activity/verification': () => import('./activity/verification/route'),
  connections: () => import('./connections/route'),
  'connections/[id]': () => import('./connections/[id]/route'),
  'connections/[id]/pause': () => import('./connections/[id]/pause/route'),
  'connections/[id]/runs': () => import('./connections/[id]/runs/route'),
  'connections/[id]/secret': () => import('./connections/[id]/secret/route'),
  'connections/[id]/sync': () => import('./connections/[id]/sync/route'),
  'connections/[id]/test': () => import('./connections/[id]/test/route'),
  'connections/test': () => import('./connections/test/route'),
  cost: () => import('./cost/route'),
  'cost/rows': () => import('./cost/rows/route'),
  gpus: () => import('./gpus/route'),
  'gpus/idle': () => import('./gpus/idle/route'),
  'gpus/nodes/[id]': () => import('./gpus/nodes/[id]/route'),
  'gpus/nodes/[id]/devices/[slot]/history': () => import('./gpus/nodes/[id]/devices/[slot]/history/route'),
  'gpus/nodes/[id]/devices/[slot]/samples': () => import('./gpus/nodes/[id]/devices/[slot]/samples/route'),
  'gpus/placement': () => import('./gpus/placement/route'),
  'gpus/timeline': () => import('./gpus/timeline/route'),
  inventory: () => import('./inventory/route'),
  'inventory/[id]': () => import('./inventory/[id]/route'),
  'inventory/export': () => import('./inventory/export/route'),
  'inventory/facets': () => import('./inventory/facets/route'),
  'inventory/[id]/site': () => import('./inventory/[id]/site/route'),
  invitations: () => import('./invitations/route'),
  'invitations/[id]': () => import('./invitations/[id]/route'),
  me: () => import('./me/route'),
  overview: () => import('./overview/route'),
  people: () => import('./people/route'),
  'people/[id]': () => import('./people/[id]/route'),
  'people/[id]/roles': () => import('./people/[id]/roles/route'),
  'people/[id]/roles/[bindingId]': () => import('./people/[id]/roles/[bindingId]/route'),
  preferences: () => import('./preferences/route'),
  'preferences/[key]': () => import('./preferences/[key]/route'),
  providers: () => import('./providers/route'),
  'saved-views': () => import('./saved-views/route'),
  'saved-views/[id]': () => import('./saved-views/[id]/route'),
  'site-rules': () => import('./site-rules/route'),
  sites: () => import('./sites/route'),
  'sites/[name]': () => import('./sites/[name]/route'),
  sources: () => import('./sources/route'),
  tokens: () => import('./tokens/route'),
  'tokens/[id]': () => import('./tokens/[id]/route'),
  workloads: () => import('./workloads/route'),
  'workloads/[id]': () => import('./workloads/[id]/route'),
};

/** What every route says of itself, in the order of their addresses. */
export async function readDescriptions(): Promise<RouteDescription[]> {
  const modules = await Promise.all(Object.values(apiRoutes).map((load) => load()));
  return modules.flatMap((module) => Object.values(module).map((handler) => handler.description));
}
