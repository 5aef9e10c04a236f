import { drawsOf } from '../../draws';
import { thingsAt } from '../../growth';
import type { Team } from '../../tags';
import { type ProjectName, type RegionName, regionZones } from '../geography';
import { locatedName } from '../native-names';
import type { Filestore } from '../records/platform';
import { groundOf } from './grounds';
import { type PlanContext, place } from './plan';

const homes: readonly [ProjectName, RegionName, Team][] = [
  ['training', 'us-central1', 'foundation-models'],
  ['training', 'europe-west4', 'speech'],
  ['training', 'us-east4', 'data-platform'],
  ['serving', 'us-central1', 'inference'],
  ['serving', 'us-east4', 'search'],
  ['serving', 'europe-west4', 'recommendation'],
  ['research', 'us-central1', 'applied-research'],
  ['research', 'europe-west4', 'vision'],
  ['sovereign', 'europe-west3', 'speech'],
];

const purposes = [
  'datasets',
  'checkpoints',
  'tokenised',
  'evaluations',
  'artifacts',
  'logs',
  'embeddings',
  'prompts',
  'exports',
  'scratch',
  'snapshots',
  'telemetry',
  'archives',
  'images',
  'audio',
  'crawls',
  'labels',
  'reports',
  'features',
  'indexes',
  'registry',
  'traces',
  'backups',
  'staging',
  'quarantine',
  'feedback',
  'benchmarks',
  'adapters',
  'tokenisers',
  'redactions',
  'thumbnails',
  'transcripts',
] as const;

/** Buckets and Filestore instances. */
export function planStorage(context: PlanContext): void {
  for (const [project, region, team] of homes) {
    planBuckets(context, project, region, team);
    planFilestores(context, project, region, team);
  }
  for (const continent of ['us', 'eu'])
    planBucket(context, 'training', continent, `millwright-weights-${continent}`, 'ml-platform');
}

function planBuckets(context: PlanContext, project: ProjectName, region: RegionName, team: Team): void {
  for (let copy = 1; copy <= thingsAt(1, context.scale); copy++) {
    for (const purpose of purposes) {
      const name = `millwright-${project}-${purpose}-${region}${copy === 1 ? '' : `-${copy}`}`;
      planBucket(context, project, region, name, team);
    }
  }
}

function planBucket({ seed, standing }: PlanContext, project: ProjectName, location: string, name: string, team: Team) {
  const draws = drawsOf(seed, 'google-cloud', 'bucket', name);
  standing.push({
    kind: 'bucket',
    ...place({ seed, fullName: `//storage.googleapis.com/${name}`, project, location, name, team }),
    storageClass: draws.pick(['STANDARD', 'STANDARD', 'STANDARD', 'NEARLINE', 'COLDLINE']),
    locationType: location.length === 2 ? 'multi-region' : 'region',
    versioned: draws.chance(0.4),
  });
}

function planFilestores({ seed, scale, standing }: PlanContext, project: ProjectName, region: RegionName, team: Team) {
  const shares: readonly [string, Filestore['tier'], number][] = [
    ['home', 'REGIONAL', 2048],
    ['checkpoints', 'ZONAL', 10_240],
    ['fast', 'ZONAL', 20_480],
  ];
  for (const [share, tier, capacityGb] of shares) {
    for (let copy = 1; copy <= thingsAt(1, scale); copy++) {
      const location = tier === 'REGIONAL' ? region : `${region}-${regionZones[region][1]}`;
      const name = `${share}-${region}${copy === 1 ? '' : `-${copy}`}`;
      const fullName = locatedName('file', project, location, 'instances', name);
      const ground = groundOf(project, region);
      standing.push({
        kind: 'filestore',
        ...place({ seed, fullName, project, location, name, team }),
        state: 'READY',
        statusMessage: null,
        tier,
        capacityGb,
        share,
        network: ground.network,
        address: `${ground.prefix}.122.${drawsOf(seed, 'google-cloud', 'filestore', fullName).integer(2, 250)}`,
      });
    }
  }
}
