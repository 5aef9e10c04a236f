import { drawsOf } from '../../draws';
import { askedOneByOneAt } from '../../growth';
import { type Team, tagsFor } from '../../tags';
import { updatingWindow } from '../../updating-window';
import { type AccountName, footprints } from '../geography';
import { trainingSlot } from '../movement/training-slot';
import { beforeEpoch, groundOf, type PlanContext } from './plan';

interface EndpointFleet {
  models: string[];
  size: string;
  count: number;
  team: Team;
}

const endpointFleets: readonly EndpointFleet[] = [
  { models: ['chat-large', 'code-assist'], size: 'ml.g6.2xlarge', count: 1, team: 'inference' },
  { models: ['chat-medium'], size: 'ml.inf2.24xlarge', count: 1, team: 'inference' },
  { models: ['embed-text', 'rerank', 'toxicity'], size: 'ml.c7i.8xlarge', count: 1, team: 'search' },
  { models: ['speech-to-text', 'text-to-speech'], size: 'ml.inf2.24xlarge', count: 1, team: 'speech' },
  { models: ['recommend-home'], size: 'ml.c7i.8xlarge', count: 4, team: 'recommendation' },
];

interface TrainingLine {
  account: AccountName;
  region: string;
  names: string[];
  size: string;
  count: number;
  team: Team;
  spot?: boolean;
}

/** Lines of work; each name keeps one managed training job running, or nearly so. */
const trainingLines: readonly TrainingLine[] = [
  {
    account: 'training',
    region: 'us-east-1',
    names: ['llm-70b-sft', 'llm-70b-dpo'],
    size: 'ml.p5.48xlarge',
    count: 1,
    team: 'foundation-models',
  },
  {
    account: 'training',
    region: 'us-east-1',
    names: ['llm-8b-sft', 'reward-model'],
    size: 'ml.trn1.32xlarge',
    count: 1,
    team: 'foundation-models',
  },
  {
    account: 'training',
    region: 'us-east-1',
    names: ['embed-distill', 'rerank-distill', 'toxicity', 'router'],
    size: 'ml.g5.2xlarge',
    count: 1,
    team: 'search',
  },
  {
    account: 'training',
    region: 'us-east-2',
    names: ['llm-8b-rlvr', 'code-8b-sft'],
    size: 'ml.p5en.48xlarge',
    count: 1,
    team: 'foundation-models',
  },
  {
    account: 'training',
    region: 'us-west-2',
    names: ['recsys-two-tower'],
    size: 'ml.p4d.24xlarge',
    count: 1,
    team: 'recommendation',
  },
  {
    account: 'training',
    region: 'us-west-2',
    names: ['recsys-ranker', 'recsys-calibration'],
    size: 'ml.g5.2xlarge',
    count: 1,
    team: 'recommendation',
  },
  {
    account: 'training',
    region: 'us-west-2',
    names: ['ads-ctr', 'ads-cvr'],
    size: 'ml.trn1.32xlarge',
    count: 2,
    team: 'recommendation',
  },
  {
    account: 'training',
    region: 'eu-north-1',
    names: ['asr-conformer'],
    size: 'ml.p4d.24xlarge',
    count: 1,
    team: 'speech',
  },
  {
    account: 'training',
    region: 'eu-north-1',
    names: ['tts-diffusion', 'speaker-id'],
    size: 'ml.g5.2xlarge',
    count: 1,
    team: 'speech',
  },
  {
    account: 'research',
    region: 'us-east-1',
    names: ['ablation-moe', 'ablation-rope', 'probe-linear', 'eval-harness'],
    size: 'ml.g6.2xlarge',
    count: 1,
    team: 'applied-research',
    spot: true,
  },
  {
    account: 'research',
    region: 'us-west-2',
    names: ['vit-pretrain', 'segmenter', 'depth'],
    size: 'ml.g6.2xlarge',
    count: 1,
    team: 'vision',
    spot: true,
  },
  {
    account: 'research',
    region: 'eu-west-1',
    names: ['wav2vec-eu', 'codec'],
    size: 'ml.g5.2xlarge',
    count: 1,
    team: 'speech',
  },
];

/** Managed model endpoints and training jobs. */
export function planModels(context: PlanContext): void {
  for (const region of footprints.serving) {
    for (const fleet of endpointFleets) {
      for (const model of fleet.models) planEndpoint(context, region, fleet, model);
    }
  }
  for (const line of trainingLines) planTrainingLine(context, line);
}

function planEndpoint(context: PlanContext, region: string, fleet: EndpointFleet, model: string): void {
  const { seed, standing, patches } = context;
  const ground = groundOf(context, 'serving', region);
  const draws = drawsOf(seed, 'endpoint', region, model);
  const version = draws.integer(3, 41);
  const createdAt = beforeEpoch(draws.integer(20, 300));
  standing.add('model-endpoint', {
    kind: 'model-endpoint',
    account: ground.account.id,
    region,
    name: model,
    tags: tagsFor({ seed, key: `endpoint/${region}/${model}`, name: null, team: fleet.team, region }),
    createdAt,
    status: 'InService',
    failure: null,
    modifiedAt: new Date(createdAt.getTime() + draws.integer(1, 18) * 86_400_000),
    size: fleet.size,
    count: fleet.count,
    desired: fleet.count,
    configuration: `${model}-v${version}`,
    model: `${model}-v${version}`,
    image: `${ground.account.id}.dkr.ecr.${region}.amazonaws.com/serving-runtime:2026.1`,
  });
  const updating = updatingWindow(drawsOf(seed, 'endpoint-update', region, model), { everyHours: 30, minutes: 12 });
  patches.add('model-endpoint', model, (record, now) => {
    const since = record.region === region ? updating(now) : null;
    return since && record.status === 'InService'
      ? { ...record, status: 'Updating', desired: record.count + 1, modifiedAt: since }
      : record;
  });
}

function planTrainingLine(context: PlanContext, line: TrainingLine): void {
  const ground = groundOf(context, line.account, line.region);
  const slots = line.names.flatMap((name) =>
    Array.from({ length: askedOneByOneAt(1, context.scale) }, (_, index) =>
      trainingSlot({
        seed: context.seed,
        ground,
        name: index === 0 ? name : `${name}-${index + 1}`,
        size: line.size,
        count: line.count,
        team: line.team,
        spot: line.spot ?? false,
      }),
    ),
  );
  context.movers.push({
    adds: ['training-job'],
    move(now, moving) {
      for (const slot of slots) for (const job of slot(now)) moving.add('training-job', job);
    },
  });
}
