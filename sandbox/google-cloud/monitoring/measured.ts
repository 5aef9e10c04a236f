import type { Point } from './align';
import type { Series } from './metric-source';

/** A series with its points, oldest first. */
export interface Measured {
  metricLabels: Record<string, string>;
  resource: Series['resource'];
  points: Point[];
}
