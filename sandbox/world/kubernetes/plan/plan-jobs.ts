import { apiResources } from '../api-resources';
import { type Identity, makeThing, type Thing, timestamp } from '../thing';
import { type ClusterContext, clusterDraws, identify, nameSuffix } from './context';
import { type JobLine, type JobTurn, turnAround, turnsOf } from './job-line';
import { ownershipLabels } from './labels';
import { podStateAt } from './life';
import type { QueuePlans } from './plan-queues';
import { planWorkloads } from './plan-workloads';
import { podThing } from './pod-thing';

/** Plans the jobs of each line, their pods and, of those that wait in a queue, their workloads. */
export function planJobs(context: ClusterContext, queues: QueuePlans): void {
  for (const line of queues.lines) {
    const labels = {
      ...ownershipLabels(context, `line/${line.namespace}/${line.name}`, line.team),
      'app.kubernetes.io/name': line.name,
      ...(line.queue !== null && { 'kueue.x-k8s.io/queue-name': line.queue }),
    };
    const made: Made = { context, line, labels };
    const each = (make: (turn: JobTurn, nowMs: number) => Thing[]) => (nowMs: number) =>
      turnsOf(context, line, nowMs).flatMap((turn) => make(turn, nowMs));
    context.plan.add(
      jobType(line),
      each((turn) => [jobThing(made, turn)]),
    );
    if (!line.waitsInVain) {
      claimDevices(made);
      context.plan.add(
        apiResources.pods,
        each((turn, nowMs) => podsOf(made, turn, nowMs)),
      );
    }
    if (line.queue === null) continue;
    planWorkloads(context, line, labels, queues, (turn) => identifyJob(made, turn));
  }
}

interface Made {
  context: ClusterContext;
  line: JobLine;
  labels: Record<string, string>;
}

/** Notes who has the devices of the line's places: the pods of one job after another, each while it runs. */
function claimDevices(made: Made): void {
  const { context, line } = made;
  for (const [index, { node, claim }] of line.places.entries()) {
    if (!claim) continue;
    context.plan.claims.push({
      node,
      claim,
      purpose: 'training',
      stayAt: (ms) => {
        const { turn, fromMs, untilMs, holds } = turnAround(context, line, ms);
        if (!holds) return { fromMs, untilMs, holder: null };
        const name = podName(made, turn, index);
        const { namespace, team } = line;
        return { fromMs, untilMs, holder: { kind: 'pod', name, namespace, container: containerName(line), team } };
      },
    });
  }
}

function jobType({ kind }: JobLine) {
  return kind === 'Job' ? apiResources.jobs : apiResources.pyTorchJobs;
}

function identifyJob({ context, line }: Made, turn: JobTurn): Identity {
  return identify(context, jobType(line), line.namespace, turn.name, turn.createdMs);
}

function jobThing(made: Made, turn: JobTurn): Thing {
  const { line, labels } = made;
  const isSuspended = turn.admittedMs === null;
  const count = line.places.length;
  return makeThing({
    ...identifyJob(made, turn),
    changedMs: turn.changedMs,
    labels,
    body: () =>
      line.kind === 'Job'
        ? {
            spec: { parallelism: count, completions: count, completionMode: 'Indexed', suspend: isSuspended },
            status: jobStatus(turn, count),
          }
        : {
            spec: {
              runPolicy: { suspend: isSuspended, cleanPodPolicy: 'None' },
              pytorchReplicaSpecs: {
                Master: { replicas: 1, restartPolicy: 'OnFailure' },
                ...(count > 1 && { Worker: { replicas: count - 1, restartPolicy: 'OnFailure' } }),
              },
            },
            status: { conditions: trainingConditions(turn) },
          },
  });
}

function jobStatus(turn: JobTurn, count: number) {
  const start = turn.admittedMs === null ? {} : { startTime: timestamp(turn.admittedMs) };
  const ended = timestamp(turn.state === 'pending' ? turn.createdMs : turn.endsMs);
  const condition = (type: string) => [{ type, status: 'True', lastTransitionTime: ended, lastProbeTime: ended }];
  if (turn.state === 'running') return { ...start, active: count };
  if (turn.state === 'failed') return { ...start, failed: count, conditions: condition('Failed') };
  if (turn.state === 'succeeded') {
    return { ...start, succeeded: count, completionTime: ended, conditions: condition('Complete') };
  }
  return { conditions: condition('Suspended') };
}

const trainingWords = { pending: 'Suspended', running: 'Running', succeeded: 'Succeeded', failed: 'Failed' } as const;

function trainingConditions(turn: JobTurn) {
  const since = timestamp(turn.changedMs);
  const word = trainingWords[turn.state];
  return [
    { type: 'Created', status: 'True', reason: 'PyTorchJobCreated', lastTransitionTime: timestamp(turn.createdMs) },
    { type: word, status: 'True', reason: `PyTorchJob${word}`, lastTransitionTime: since },
  ];
}

function podsOf(made: Made, turn: JobTurn, nowMs: number): Thing[] {
  const { context, line, labels } = made;
  if (turn.admittedMs === null) return [];
  const state = podStateAt({ ...turn, createdMs: turn.admittedMs }, nowMs);
  if (!state) return [];
  const owner = identifyJob(made, turn);
  return line.places.map((place, index) => {
    const name = podName(made, turn, index);
    const job = line.kind === 'Job' ? 'batch.kubernetes.io/job-name' : 'training.kubeflow.org/job-name';
    return podThing(context, {
      namespace: line.namespace,
      name,
      owner,
      labels: { ...labels, [job]: turn.name },
      container: {
        name: containerName(line),
        image: `registry.millwright.example/${line.team}/${line.name}:2026.1`,
        cpu: place.claim ? '16' : '4',
        memory: place.claim ? '128Gi' : '16Gi',
      },
      ...place,
      restartPolicy: 'Never',
      state,
    });
  });
}

function containerName({ kind }: JobLine): string {
  return kind === 'Job' ? 'main' : 'pytorch';
}

function podName({ context, line }: Made, turn: Pick<JobTurn, 'name'>, index: number): string {
  if (line.kind === 'Job') {
    const draws = clusterDraws(context, 'job-pod', line.namespace, turn.name, index);
    return `${turn.name}-${index}-${nameSuffix(draws)}`;
  }
  return `${turn.name}-${index === 0 ? 'master-0' : `worker-${index - 1}`}`;
}
