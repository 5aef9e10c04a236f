import { drawsOf } from '../../draws';
import { thingsAt } from '../../growth';
import type { Team } from '../../tags';
import type { ProjectName, RegionName } from '../geography';
import { locatedName } from '../native-names';
import { type PlanContext, place } from './plan';

const homes: readonly [ProjectName, RegionName, Team][] = [
  ['serving', 'us-central1', 'inference'],
  ['serving', 'us-east4', 'search'],
  ['serving', 'europe-west4', 'recommendation'],
  ['research', 'us-central1', 'applied-research'],
  ['sovereign', 'europe-west3', 'speech'],
];

const serviceNames = [
  'gateway',
  'tokeniser',
  'guardrail',
  'prompt-store',
  'feedback',
  'evaluator',
  'webhook',
  'thumbnailer',
  'billing-export',
  'router',
  'session',
  'search-front',
  'annotator',
  'scheduler',
  'notifier',
  'reporter',
  'ingest',
  'quota',
  'profile',
  'redirector',
] as const;

/** Cloud Run services. */
export function planServices({ seed, scale, standing }: PlanContext): void {
  for (const [project, region, team] of homes) {
    for (const [index, base] of serviceNames.entries()) {
      for (let copy = 1; copy <= thingsAt(1, scale); copy++) {
        const name = copy === 1 ? base : `${base}-${copy}`;
        const fullName = locatedName('run', project, region, 'services', name);
        const draws = drawsOf(seed, 'google-cloud', 'run', fullName);
        standing.push({
          kind: 'run-service',
          ...place({ seed, fullName, project, location: region, name, team }),
          ready: true,
          failure: null,
          image: `${region}-docker.pkg.dev/millwright-${project}/run/${base}:2026.${draws.integer(1, 10)}`,
          revision: draws.integer(1, 90),
          uid: [8, 4, 4, 4, 12].map((digits) => draws.hex(digits)).join('-'),
          cpu: index % 3 === 0 ? '2' : '1',
          memory: index % 3 === 0 ? '2Gi' : '512Mi',
          mostInstances: draws.pick([4, 10, 40, 100]),
        });
      }
    }
  }
}
