import type { Gap } from '@/lib/domain/provider-fault';
import { forEachBounded } from '../../contract/concurrency/for-each-bounded';
import { streamFrom } from '../../contract/concurrency/stream-from';
import { toCompleteness, toGaps } from '../../contract/faults/to-gaps';
import type { InventoryRead, InventoryScope } from '../../contract/provider';
import { openGoogleClient } from '../connect/google-client';
import type { GoogleSession } from '../connect/google-session';
import { groupsFor } from './asset-groups';
import { readProject } from './read-project';
import { readProjects } from './read-projects';

/** Enough to use the rate of listings up, also while one of them hangs; each holds one group of a project in memory. */
const projectsAtOnce = 2;

/**
 * Reads every project below the connection's scope. Regions are learnt from what is listed, so a project that cannot be
 * listed gives no scopes but gaps of the enumeration, which is then incomplete, so that nothing known of it
 * ends; the projects that were listed whole are named as settled.
 */
export function readInventory(session: GoogleSession): AsyncGenerator<InventoryRead, void> {
  return streamFrom<InventoryRead>(async (emit) => {
    const client = openGoogleClient(session);
    const { projects, faults } = await readProjects(client, session.settings.scope);
    const scopes: InventoryScope[] = [];
    const gaps: Gap[] = toGaps(faults, {});
    const settledAccounts: string[] = [];
    const groups = groupsFor(projects.length);
    await forEachBounded(projects, projectsAtOnce, async (project) => {
      const read = await readProject(client, project, session.settings.scope, groups, session.now, emit);
      scopes.push(...read.scopes);
      gaps.push(...read.gaps);
      if (read.gaps.length === 0) settledAccounts.push(project.id);
    });
    await emit({ type: 'enumeration', scopes, completeness: toCompleteness(gaps), settledAccounts });
  });
}
