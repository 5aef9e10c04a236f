import type { GuestAccelerator } from './compute';
import type { Placed } from './placed';

export interface Model extends Placed {
  kind: 'model';
  displayName: string;
  version: number;
  image: string;
  artifact: string;
}

export interface Endpoint extends Placed {
  kind: 'endpoint';
  displayName: string;
  /** Absent models make an endpoint that answers nothing. */
  deployed: {
    id: string;
    /** Full name of the model. */
    model: string;
    displayName: string;
    machineType: string;
    /** As Vertex names it, e.g. `NVIDIA_L4`; null on machines without. */
    accelerator: GuestAccelerator | null;
    /** Neither more nor fewer: these do not scale by themselves. */
    replicas: number;
  }[];
}

export interface CustomJob extends Placed {
  kind: 'custom-job';
  displayName: string;
  state:
    | 'JOB_STATE_QUEUED'
    | 'JOB_STATE_PENDING'
    | 'JOB_STATE_RUNNING'
    | 'JOB_STATE_SUCCEEDED'
    | 'JOB_STATE_FAILED'
    | 'JOB_STATE_CANCELLED';
  machineType: string;
  accelerator: GuestAccelerator | null;
  replicas: number;
  image: string;
  output: string;
  error: { code: number; message: string } | null;
  startedAt: Date | null;
  endedAt: Date | null;
}
