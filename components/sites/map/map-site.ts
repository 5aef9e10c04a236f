import type { HealthStatus } from '@/lib/domain/status';

/** A site as the map draws it. */
export interface MapSite {
  name: string;
  title: string;
  /** Degrees north. */
  latitude: number;
  /** Degrees east. */
  longitude: number;
  status: HealthStatus;
  /** How many GPUs stand there; null: not known. `atLeast`: a floor. */
  gpus: { value: number; atLeast: boolean } | null;
}

/** All links between two sites that are on the map, as one. */
export interface MapLink {
  /** The names of its sites. */
  from: string;
  to: string;
  /** The worst of its links. */
  tone: HealthStatus | 'neutral';
}

/** A point of the world: as wide as `worldWidth`, from its upper left corner. */
export interface WorldPoint {
  x: number;
  y: number;
}

/** How wide the drawn world is, in its own units. */
export const worldWidth = 1000;
