import { drawsOf } from '../../draws';
import { machinesAt, thingsAt } from '../../growth';
import type { Team } from '../../tags';
import type { ProjectName, RegionName } from '../geography';
import { vertexAcceleratorOf } from '../machine-types';
import { vertexName } from '../native-names';
import type { Endpoint, Model } from '../records/models';
import { dayMs, epoch, type PlanContext, place } from './plan';
import { planTraining } from './plan-training';

const lines: readonly { name: string; team: Team; project: ProjectName; region: RegionName }[] = [
  { name: 'ranker', team: 'recommendation', project: 'serving', region: 'us-central1' },
  { name: 'retriever', team: 'search', project: 'serving', region: 'us-east4' },
  { name: 'moderator', team: 'inference', project: 'serving', region: 'us-central1' },
  { name: 'transcriber', team: 'speech', project: 'serving', region: 'europe-west4' },
  { name: 'captioner', team: 'vision', project: 'serving', region: 'europe-west4' },
  { name: 'summariser', team: 'foundation-models', project: 'serving', region: 'us-central1' },
  { name: 'embedder', team: 'search', project: 'serving', region: 'us-east4' },
  { name: 'forecaster', team: 'data-platform', project: 'research', region: 'us-central1' },
  { name: 'translator', team: 'speech', project: 'research', region: 'europe-west4' },
  { name: 'diagnoser', team: 'applied-research', project: 'sovereign', region: 'europe-west3' },
];
const modelsPerLine = 28;
const endpointsPerLine = 5;

/** Models, the endpoints that serve them and the jobs that train them. */
export function planModels(context: PlanContext): void {
  for (const line of lines) {
    const models = planLine(context, line);
    planEndpoints(context, line, models);
  }
  planTraining(context);
}

type Line = (typeof lines)[number];

function planLine({ seed, scale, standing }: PlanContext, { name, team, project, region }: Line): Model[] {
  return Array.from({ length: thingsAt(modelsPerLine, scale) }, (_, index) => {
    const draws = drawsOf(seed, 'google-cloud', 'model', name, index);
    const id = draws
      .hex(15)
      .replace(/[a-f]/g, (digit) => String(digit.charCodeAt(0) % 10))
      .padStart(19, '4');
    const createdAt = new Date(epoch.getTime() - draws.integer(1, 400) * dayMs);
    const model: Model = {
      kind: 'model',
      ...place({
        seed,
        fullName: vertexName(project, region, 'models', id),
        project,
        location: region,
        name: id,
        team,
        createdAt,
      }),
      displayName: `${name}-${index + 1}`,
      version: draws.integer(1, 9),
      image: `${region}-docker.pkg.dev/millwright-${project}/serving/${name}:2026.${draws.integer(1, 10)}`,
      artifact: `gs://millwright-${project}-artifacts-${region}/${name}/${index + 1}`,
    };
    standing.push(model);
    return model;
  });
}

function planEndpoints({ seed, scale, standing }: PlanContext, line: Line, models: readonly Model[]): void {
  const { name, team, project, region } = line;
  // The first of each line serves on GPUs, so those grow as machines do.
  const accelerated = machinesAt(1, scale);
  for (let index = 0; index < thingsAt(endpointsPerLine, scale); index++) {
    const draws = drawsOf(seed, 'google-cloud', 'endpoint', name, index);
    const id = draws
      .hex(15)
      .replace(/[a-f]/g, (digit) => String(digit.charCodeAt(0) % 10))
      .padStart(19, '5');
    const model = models[index % models.length];
    const isAccelerated = index < accelerated && project === 'serving';
    const machineType = isAccelerated ? 'g2-standard-8' : 'n2-standard-8';
    const deployed: Endpoint['deployed'] =
      model === undefined || index % endpointsPerLine === endpointsPerLine - 1
        ? []
        : [
            {
              id: String(draws.integer(1e15, 9e15)),
              model: model.fullName,
              displayName: model.displayName,
              machineType,
              accelerator: vertexAcceleratorOf(machineType),
              replicas: isAccelerated ? 1 : draws.integer(1, 4),
            },
          ];
    standing.push({
      kind: 'endpoint',
      ...place({
        seed,
        fullName: vertexName(project, region, 'endpoints', id),
        project,
        location: region,
        name: id,
        team,
      }),
      displayName: `${name}-${['production', 'canary', 'staging', 'shadow', 'retired'][index % endpointsPerLine]}${index < endpointsPerLine ? '' : `-${Math.floor(index / endpointsPerLine) + 1}`}`,
      deployed,
    });
  }
}
