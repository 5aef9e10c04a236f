import { epoch } from '../../aws/plan/plan';
import { drawsOf } from '../../draws';
import { type Team, tagsFor } from '../../tags';
import type { ProjectName } from '../geography';
import type { GoogleKind, GoogleRecord, RecordOf } from '../records';
import type { Placed } from '../records/placed';

export { dayMs, epoch, hourMs, minuteMs } from '../../aws/plan/plan';

/** Adds what is there at `now` of things that come and go. */
export type Mover = (now: Date, add: (record: GoogleRecord) => void) => void;

/** How a standing thing differs at `now` from what was planned. */
export type Patch = (record: GoogleRecord, now: Date) => GoogleRecord;

/** What every planner works with. */
export interface PlanContext {
  seed: string;
  /** Multiplies counts of machines, disks, buckets, models, jobs and services. */
  scale: number;
  standing: GoogleRecord[];
  movers: Mover[];
  /** By full name. */
  patches: Map<string, Patch>;
}

export interface PlaceRequest {
  seed: string;
  fullName: string;
  project: ProjectName;
  location: string;
  name: string;
  /** Absent for kinds that Google gives no labels. */
  team?: Team;
  /** Labels set by machine. */
  labels?: Record<string, string>;
  /** Absent: some time in the two years before the epoch. */
  createdAt?: Date;
  updatedAt?: Date;
}

/** What every thing has: its number, its labels and its dates, drawn from its name. */
export function place(request: PlaceRequest): Placed {
  const { seed, fullName, project, location, name, team, labels = {} } = request;
  const draws = drawsOf(seed, 'google-cloud', fullName);
  const createdAt = request.createdAt ?? new Date(epoch.getTime() - draws.integer(1, 700 * 86_400) * 1000);
  return {
    fullName,
    project,
    location,
    name,
    id: String(BigInt(`0x${draws.hex(15)}`) + 2n ** 60n),
    labels: team === undefined ? labels : { ...labelsFor(seed, fullName, team, location), ...labels },
    createdAt,
    updatedAt: request.updatedAt ?? new Date(createdAt.getTime() + 5000),
  };
}

/** Labels as people leave them, in the letters that Google lets them have. */
function labelsFor(seed: string, key: string, team: Team, location: string): Record<string, string> {
  const region = /^([a-z]+-[a-z]+\d+)/.exec(location)?.[1] ?? location;
  const tags = tagsFor({ seed, key: `google-cloud/${key}`, name: null, team, region });
  return Object.fromEntries(Object.entries(tags).map(([label, value]) => [toLabel(label), toLabel(value)]));
}

/** At most 63 of lower-case letters, digits, `_` and `-`: an address keeps its local part alone. */
function toLabel(text: string): string {
  return text
    .replace(/@.*$/, '')
    .toLowerCase()
    .replace(/[^a-z0-9_-]/g, '-')
    .slice(0, 63);
}

/** Whether a record is of a kind. */
export function isOf<K extends GoogleKind>(record: GoogleRecord, kind: K): record is RecordOf<K> {
  return record.kind === kind;
}
