/** A node as far as jobs are fitted on it. */
export interface Room {
  /** Devices it has. */
  devices: number;
  /** Of which a job may have so many now. */
  free: number;
}

/**
 * How many jobs of `size` devices fit on the nodes of one cluster at the same time. A job that fits on a node has all of
 * its devices on one; a larger one takes as many whole nodes of the largest kind as it fills, and the rest on one node
 * more. Throws a RangeError for a size that is no whole number above 0.
 */
export function countJobs(nodes: readonly Room[], size: number): number {
  if (!Number.isInteger(size) || size < 1) throw new RangeError(`A job of ${size} devices`);
  const largest = Math.max(0, ...nodes.map(({ devices }) => devices));
  if (largest === 0) return 0;
  if (size <= largest) return nodes.reduce((jobs, { free }) => jobs + Math.floor(free / size), 0);
  const wholeEach = Math.floor(size / largest);
  const rest = size % largest;
  const whole = nodes.filter(({ devices, free }) => devices === largest && free === largest).length;
  if (rest === 0) return Math.floor(whole / wholeEach);
  const restsOnParts = nodes
    .filter(({ free }) => free < largest)
    .reduce((rests, { free }) => rests + Math.floor(free / rest), 0);
  const restsOnWhole = Math.floor(largest / rest);
  let jobs = Math.floor(whole / wholeEach);
  while (jobs > 0 && restsOnParts + (whole - jobs * wholeEach) * restsOnWhole < jobs) jobs--;
  return jobs;
}
