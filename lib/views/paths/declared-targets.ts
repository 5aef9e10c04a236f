import type { Database } from '@/lib/store/database/database';
import type { ProbeTarget } from '@/lib/store/database/generated/client';
import type { PathsAsked } from '@/lib/store/probes/read-paths';

/** Which ways are meant: all that lead from, to or between sites. */
export type WaysAsked = Pick<PathsAsked, 'sites' | 'from' | 'to' | 'kind'>;

/** The targets somebody declared to be measured by what a connection reads, in order of their ways. */
export async function readDeclaredTargets(
  { prisma }: Pick<Database, 'prisma'>,
  { sites, from, to, kind }: WaysAsked,
  provider: 'prometheus' | 'azure',
): Promise<ProbeTarget[]> {
  const named = sites === null ? {} : { OR: [{ fromSite: { in: [...sites] } }, { toSite: { in: [...sites] } }] };
  return prisma.probeTarget.findMany({
    where: { enabled: true, connection: { provider }, fromSite: from, toSite: to, kind, ...named },
    orderBy: [{ fromSite: 'asc' }, { toSite: 'asc' }, { kind: 'asc' }, { id: 'asc' }],
  });
}
