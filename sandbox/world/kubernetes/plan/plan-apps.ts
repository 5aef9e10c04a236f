import { dayMs } from '../../aws/plan/plan';
import type { GpuPurpose } from '../../gpus/draw-work';
import { thingsAt } from '../../growth';
import { tickShowing } from '../../tick';
import { apiResources } from '../api-resources';
import { type Identity, makeThing, type Thing } from '../thing';
import type { ClusterNode, GpuClaim } from './cluster-node';
import { type ClusterContext, clusterDraws, identify, nameSuffix, rotate, type TeamNamespace } from './context';
import { ownershipLabels } from './labels';
import { drawCycle, podStateAt, roundAt, startOfRound, terminationMs } from './life';
import { type PodRequest, podThing } from './pod-thing';

/** Something that runs for good as a number of like pods. */
export interface App {
  namespace: string;
  name: string;
  labels: Record<string, string>;
  createdMs: number;
  container: PodRequest['container'];
  /** One a replica. */
  places: readonly { node: ClusterNode; claim: GpuClaim | null }[];
  controller: 'deployment' | 'stateful-set';
}

const names = [
  'api',
  'gateway',
  'feature-store',
  'tokenizer',
  'evaluator',
  'indexer',
  'labeller',
  'scheduler',
] as const;

/** Plans the services people run that hold no device. */
export function planApps(
  context: ClusterContext,
  namespaces: readonly TeamNamespace[],
  nodes: readonly ClusterNode[],
  counts: { deployments: number; statefulSets: number },
): void {
  const plan = (controller: App['controller'], count: number, stem: string) => {
    for (let index = 0; index < Math.round(thingsAt(count, context.scale)); index++) {
      const { name: namespace, team } = rotate(namespaces, index);
      const draws = clusterDraws(context, controller, index);
      const name = `${stem}${draws.pick(names)}-${index + 1}`;
      planApp(context, {
        namespace,
        name,
        labels: ownershipLabels(context, `${controller}/${index}`, team),
        createdMs: bornMs(context, controller, index),
        container: { name: 'main', image: `registry.millwright.example/${team}/${name}:1.4`, cpu: '2', memory: '4Gi' },
        places: Array.from({ length: controller === 'deployment' ? draws.integer(3, 9) : 3 }, (_, replica) => ({
          node: rotate(nodes, index * 5 + replica),
          claim: null,
        })),
        controller,
      });
    }
  };
  plan('deployment', counts.deployments, '');
  plan('stateful-set', counts.statefulSets, 'store-');
}

/** When something that stands was made: some time before the clock of moving things began. */
export function bornMs(context: ClusterContext, ...path: (string | number)[]): number {
  return clusterDraws(context, 'born', ...path).integer(1_735_689_600, 1_767_000_000) * 1000;
}

/** Plans one app: its controllers, and pods that are replaced by and by. */
export function planApp(context: ClusterContext, app: App): Identity {
  return app.controller === 'deployment' ? planDeployment(context, app) : planStatefulSet(context, app);
}

function planDeployment(context: ClusterContext, app: App): Identity {
  const { namespace, name, createdMs } = app;
  const hash = nameSuffix(clusterDraws(context, 'template', namespace, name), 10);
  const labels = { ...app.labels, 'app.kubernetes.io/name': name };
  const podLabels = { ...labels, 'pod-template-hash': hash };
  const deployment = identify(context, apiResources.deployments, namespace, name, createdMs);
  const replicaSet = identify(context, apiResources.replicaSets, namespace, `${name}-${hash}`, createdMs);
  const count = app.places.length;
  const ready = { replicas: count, readyReplicas: count, availableReplicas: count, observedGeneration: 1 };
  const spec = { replicas: count, selector: { matchLabels: { 'app.kubernetes.io/name': name } } };
  context.plan.stand(
    makeThing({
      ...deployment,
      changedMs: createdMs,
      labels,
      body: () => ({ spec, status: { ...ready, updatedReplicas: count } }),
    }),
  );
  context.plan.stand(
    makeThing({
      ...replicaSet,
      changedMs: createdMs,
      labels: podLabels,
      owner: deployment,
      body: () => ({ spec, status: ready }),
    }),
  );
  planPods(context, app, replicaSet, podLabels, (_, suffix) => `${replicaSet.name}-${suffix}`);
  return deployment;
}

function planStatefulSet(context: ClusterContext, app: App): Identity {
  const { namespace, name, createdMs } = app;
  const labels = { ...app.labels, 'app.kubernetes.io/name': name };
  const statefulSet = identify(context, apiResources.statefulSets, namespace, name, createdMs);
  const count = app.places.length;
  context.plan.stand(
    makeThing({
      ...statefulSet,
      changedMs: createdMs,
      labels,
      body: () => ({
        spec: { replicas: count, serviceName: name, selector: { matchLabels: { 'app.kubernetes.io/name': name } } },
        status: { replicas: count, readyReplicas: count, currentReplicas: count, observedGeneration: 1 },
      }),
    }),
  );
  planPods(context, app, statefulSet, labels, (ordinal) => `${name}-${ordinal}`);
  return statefulSet;
}

/** Pods that stay for days and are then replaced: by one of another name, or, of a stateful set, the same. */
function planPods(
  context: ClusterContext,
  app: App,
  owner: Identity,
  labels: Record<string, string>,
  nameOf: (ordinal: number, suffix: string) => string,
): void {
  for (const [ordinal, place] of app.places.entries()) {
    const key = [app.namespace, app.name, ordinal] as const;
    const cycle = drawCycle(clusterDraws(context, 'app-pod', ...key), (3 * dayMs) / 60_000, (20 * dayMs) / 60_000);
    const podNameIn = (round: number) => nameOf(ordinal, nameSuffix(clusterDraws(context, 'pod-name', ...key, round)));
    let latest: Thing | null = null;
    const { node, claim } = place;
    if (claim) {
      context.plan.claims.push({
        node,
        claim,
        purpose: purposeOf(app),
        stayAt: (ms) => {
          const round = roundAt(cycle, ms);
          const fromMs = startOfRound(cycle, round);
          const team = app.labels.team ?? null;
          const { namespace, container } = app;
          const holder = { kind: 'pod', name: podNameIn(round), namespace, container: container.name, team } as const;
          return { fromMs, untilMs: fromMs + cycle.periodMs, holder };
        },
      });
    }
    context.plan.add(apiResources.pods, (nowMs): Thing[] => {
      const round = roundAt(cycle, nowMs);
      const createdMs = startOfRound(cycle, round);
      const goneMs = createdMs + cycle.periodMs;
      const startedMs = createdMs + 20_000;
      const state = podStateAt(
        { createdMs, startedMs, endsMs: goneMs - terminationMs, ending: 'deleted', goneMs },
        nowMs,
      );
      if (!state) return [];
      // Nearly always the pod of the tick before, and there are very many.
      if (latest?.createdMs === createdMs && latest.version === tickShowing(state.changedMs)) return [latest];
      const name = podNameIn(round);
      const { namespace, container } = app;
      latest = podThing(context, {
        namespace,
        name,
        owner,
        labels,
        container,
        ...place,
        restartPolicy: 'Always',
        state,
      });
      return [latest];
    });
  }
}

function purposeOf({ labels }: App): GpuPurpose {
  return 'notebook-name' in labels ? 'notebook' : 'serving';
}
