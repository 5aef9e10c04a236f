import { thingsAt } from '../../growth';
import { apiResources } from '../api-resources';
import { makeThing, timestamp, uidOf } from '../thing';
import { type ClusterContext, clusterDraws, identify, rotate, type TeamNamespace } from './context';
import { ownershipLabels } from './labels';
import { bornMs } from './plan-apps';

export interface VolumeClass {
  name: string;
  driver: string;
  accessMode: 'ReadWriteOnce' | 'ReadWriteMany';
}

const phases = { Bound: 'active', Available: 'active', Released: 'stopped', Failed: 'failed' } as const;

export function planVolumes(
  context: ClusterContext,
  namespaces: readonly TeamNamespace[],
  classes: readonly VolumeClass[],
  count: number,
): void {
  for (let index = 0; index < Math.round(thingsAt(count, context.scale)); index++) {
    const draws = clusterDraws(context, 'volume', index);
    const createdMs = bornMs(context, 'volume', index);
    const { name: namespace, team } = rotate(namespaces, index);
    const identity = identify(context, apiResources.persistentVolumes, null, '', createdMs);
    const name = `pvc-${uidOf({ ...identity, name: `volume-${index}` })}`;
    const { name: storageClassName, driver, accessMode } = rotate(classes, index);
    const phase: keyof typeof phases = draws.chance(0.94)
      ? 'Bound'
      : draws.pick<keyof typeof phases>(['Available', 'Released', 'Released', 'Failed']);
    const storage = `${draws.pick([10, 50, 100, 500, 2000, 10_000])}Gi`;
    const claimRef = { kind: 'PersistentVolumeClaim', apiVersion: 'v1', namespace, name: `claim-${index + 1}` };
    context.plan.stand(
      makeThing({
        ...identity,
        name,
        changedMs: createdMs,
        labels: ownershipLabels(context, `volume/${index}`, team),
        annotations: { 'pv.kubernetes.io/provisioned-by': driver },
        finalizers: ['kubernetes.io/pv-protection'],
        body: () => ({
          spec: {
            capacity: { storage },
            accessModes: [accessMode],
            persistentVolumeReclaimPolicy: 'Delete',
            storageClassName,
            volumeMode: 'Filesystem',
            csi: { driver, volumeHandle: name },
            ...(phase !== 'Available' && { claimRef }),
          },
          status: { phase, lastPhaseTransitionTime: timestamp(createdMs) },
        }),
        facts: () => ({ kind: 'volume', status: phases[phase], nativeStatus: phase }),
      }),
    );
  }
}
