import type { Team } from '../../tags';
import { apiResources } from '../api-resources';
import { makeThing, timestamp } from '../thing';
import type { ClusterNode, GpuClaim } from './cluster-node';
import { type ClusterContext, identify } from './context';
import { ownershipLabels } from './labels';
import { bornMs, planApp } from './plan-apps';

/** A model that is served. */
export interface ServedModel {
  namespace: string;
  team: Team;
  name: string;
  format: 'huggingface' | 'triton' | 'onnx';
  /** One a replica; none while it cannot come up. */
  places: readonly { node: ClusterNode; claim: GpuClaim | null }[];
  isFailed: boolean;
}

/** Plans KServe's inference services, and the deployments that carry them. */
export function planModels(context: ClusterContext, models: readonly ServedModel[]): void {
  for (const model of models) {
    const { namespace, name, team, places } = model;
    const createdMs = bornMs(context, 'model', namespace, name);
    const labels = ownershipLabels(context, `model/${namespace}/${name}`, team);
    context.plan.stand(
      makeThing({
        ...identify(context, apiResources.inferenceServices, namespace, name, createdMs),
        changedMs: createdMs + 90_000,
        labels,
        annotations: { 'serving.kserve.io/deploymentMode': 'RawDeployment' },
        finalizers: ['inferenceservice.finalizers'],
        body: () => bodyOf(model, timestamp(createdMs + 90_000)),
        facts: () => ({
          kind: 'model-endpoint',
          status: model.isFailed ? 'failed' : 'active',
          nativeStatus: model.isFailed ? 'MinimumReplicasUnavailable' : 'Ready',
        }),
      }),
    );
    if (places.length === 0) continue;
    planApp(context, {
      namespace,
      name: `${name}-predictor`,
      labels: { ...labels, 'serving.kserve.io/inferenceservice': name },
      createdMs,
      container: { name: 'kserve-container', image: 'kserve/huggingfaceserver:v0.15.2-gpu', cpu: '8', memory: '64Gi' },
      places,
      controller: 'deployment',
    });
  }
}

function bodyOf({ namespace, name, format, places, isFailed }: ServedModel, since: string) {
  const claim = places[0]?.claim;
  const devices = claim ? { [claim.resource]: String(claim.count) } : { 'nvidia.com/gpu': '1' };
  const condition = (type: string, isMet: boolean) => ({
    type,
    status: isMet ? 'True' : 'False',
    lastTransitionTime: since,
    ...(!isMet && {
      reason: 'MinimumReplicasUnavailable',
      message: 'Deployment does not have minimum availability.',
    }),
  });
  const url = `http://${name}-${namespace}.models.millwright.example`;
  return {
    spec: {
      predictor: {
        minReplicas: Math.max(1, places.length),
        maxReplicas: Math.max(1, places.length),
        model: {
          modelFormat: { name: format },
          storageUri: `s3://models/${name}`,
          resources: { limits: devices, requests: devices },
        },
      },
    },
    status: {
      conditions: [
        condition('IngressReady', !isFailed),
        condition('PredictorReady', !isFailed),
        condition('Ready', !isFailed),
      ],
      modelStatus: {
        states: {
          activeModelState: isFailed ? '' : 'Loaded',
          targetModelState: isFailed ? 'FailedToLoad' : 'Loaded',
        },
        transitionStatus: isFailed ? 'BlockedByFailedLoad' : 'UpToDate',
        ...(isFailed && {
          lastFailureInfo: { reason: 'ModelLoadFailed', exitCode: 1, message: 'The weights could not be read.' },
        }),
      },
      ...(!isFailed && { url, address: { url: `http://${name}-predictor.${namespace}.svc.cluster.local` } }),
      observedGeneration: 1,
    },
  };
}
