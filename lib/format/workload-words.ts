import type { WorkloadState, WorkloadSystem } from '@/lib/domain/workload';

/** What each scheduler or service is called. */
export const workloadSystemWords: Record<WorkloadSystem, string> = {
  kubernetes: 'Kubernetes',
  kueue: 'Kueue',
  slurm: 'Slurm',
  sagemaker: 'SageMaker',
  'vertex-ai': 'Vertex AI',
  'azure-ml': 'Azure ML',
};

/** What each state of a piece of work is called, and how it shows. */
export const workloadStateWords: Record<
  WorkloadState,
  { word: string; tone: 'healthy' | 'in-progress' | 'warning' | 'critical' | 'unknown' | 'neutral' }
> = {
  waiting: { word: 'Waiting', tone: 'warning' },
  starting: { word: 'Starting', tone: 'in-progress' },
  running: { word: 'Running', tone: 'healthy' },
  suspended: { word: 'Suspended', tone: 'neutral' },
  completed: { word: 'Completed', tone: 'neutral' },
  failed: { word: 'Failed', tone: 'critical' },
  cancelled: { word: 'Cancelled', tone: 'neutral' },
  unknown: { word: 'Unknown', tone: 'unknown' },
};
