import type { ProjectName } from '../geography';

/** What everything in a project has. */
export interface Placed {
  /** Full resource name, e.g. `//compute.googleapis.com/projects/p/zones/z/instances/i`. */
  fullName: string;
  project: ProjectName;
  /** A zone, a region, a multi-region such as `eu`, or `global`. */
  location: string;
  /** The last part of its resource name. */
  name: string;
  /** The provider's own number for it: an unsigned 64-bit integer in decimal. */
  id: string;
  labels: Record<string, string>;
  /** To the second. */
  createdAt: Date;
  updatedAt: Date;
}
