import type { Face, FaceContext } from './face';
import { type FaceName, faceNames } from './faults/fault-switchboard';

/** Every face but AWS's, which keeps its own place in the sandbox for the keys and clients of its tests. */
export type OtherFaceName = Exclude<FaceName, 'aws'>;

type CreateFace = (context: FaceContext) => Face | Promise<Face>;

const loaders: Record<OtherFaceName, () => Promise<CreateFace>> = {
  azure: async () => (await import('./azure/create-azure-face')).createAzureFace,
  'google-cloud': async () => (await import('./google-cloud/create-google-cloud-face')).createGoogleCloudFace,
  slurm: async () => (await import('./slurm/face')).createSlurmFace,
  kubernetes: async () => (await import('./kubernetes/kubernetes-face')).createKubernetesFace,
  coreweave: async () => (await import('./coreweave/coreweave-face')).createCoreWeaveFace,
  prometheus: async () => (await import('./prometheus/face')).createPrometheusFace,
  'f5-distributed-cloud': async () => (await import('./f5-distributed-cloud/face')).createDistributedCloudFace,
};

export const otherFaceNames = faceNames.filter((name): name is OtherFaceName => name !== 'aws');

/** Loads and makes a face; loaded on first use, so that a test pays only for the ones it starts. */
export async function loadFace(name: OtherFaceName, context: FaceContext): Promise<Face> {
  const load: () => Promise<CreateFace> = loaders[name];
  return (await load())(context);
}
