import { epoch } from '../aws/plan/plan';
import type { Truth } from '../truth';
import type { ScrapeTarget } from './series';

/** What is really there, for a server at `host`. */
export function readPrometheusTruth(targets: readonly ScrapeTarget[], host: string, at: Date): Truth {
  return {
    at,
    resources: targets.map(({ job, instance, labels, downSince }) => ({
      kind: 'scrape-target',
      nativeId: `${job}/${instance}`,
      shortId: `${job}/${instance}`,
      name: instance,
      account: host,
      region: 'global',
      zone: null,
      status: downSince === null ? 'active' : 'failed',
      nativeStatus: downSince === null ? 'up' : 'down',
      size: null,
      accelerators: [],
      tags: { ...labels, job, instance },
      createdAt: epoch,
    })),
  };
}
