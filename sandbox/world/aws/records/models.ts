import type { Placed } from './placed';

export interface ModelEndpoint extends Placed {
  kind: 'model-endpoint';
  name: string;
  status: 'Creating' | 'Updating' | 'InService' | 'RollingBack' | 'Failed' | 'OutOfService';
  failure: string | null;
  modifiedAt: Date;
  /** The managed machine, `ml.` and all; the count is how many serve. */
  size: string;
  count: number;
  desired: number;
  configuration: string;
  model: string;
  image: string;
}

export interface TrainingJob extends Placed {
  kind: 'training-job';
  name: string;
  status: 'InProgress' | 'Completed' | 'Failed' | 'Stopped';
  phase: 'Starting' | 'Downloading' | 'Training' | 'Uploading' | 'Completed' | 'Failed' | 'Stopped';
  failure: string | null;
  startedAt: Date | null;
  endedAt: Date | null;
  modifiedAt: Date;
  size: string;
  count: number;
  image: string;
  bucket: string;
  spot: boolean;
}
