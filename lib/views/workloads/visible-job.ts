import type { WorkJob } from '@/lib/analytics/workloads/to-job';
import type { WorkPiece } from '@/lib/analytics/workloads/work-piece';
import type { Reach } from '@/lib/domain/access';

/** A job as a person may see it: whose it is and where it stands, by those of its pieces that are within reach. */
export interface VisibleJob {
  job: WorkJob;
  /** Within reach, what Kueue queues first. */
  pieces: readonly WorkPiece[];
  site: string;
  team: string | null;
  owner: string | null;
}

/** Whether a piece lies within a reach. */
export function isWithin({ site, team }: WorkPiece, reach: Reach): boolean {
  return reach.everything || reach.sites.includes(site) || (team !== null && reach.teams.includes(team));
}

/** A job as seen from a reach; null where none of its pieces lies within. */
export function toVisible(job: WorkJob, reach: Reach): VisibleJob | null {
  const all = [...job.queued, ...job.parts];
  const pieces = reach.everything ? all : all.filter((piece) => isWithin(piece, reach));
  const [first] = pieces;
  if (first === undefined) return null;
  return {
    job,
    pieces,
    site: first.site,
    team: tell(pieces, ({ team }) => team),
    owner: tell(pieces, ({ owner }) => owner),
  };
}

function tell(pieces: readonly WorkPiece[], ask: (piece: WorkPiece) => string | null): string | null {
  for (const piece of pieces) {
    const told = ask(piece);
    if (told !== null) return told;
  }
  return null;
}
