import type { Placed } from './placed';

export interface Workspace extends Placed {
  type: 'microsoft.machinelearningservices/workspaces';
  uniqueId: string;
  /** Resource id. */
  storageAccount: string;
  /** Machines with accelerators its compute clusters run now, by name; only its metrics tell of them. */
  nodes: string[];
}

export interface OnlineEndpoint extends Placed {
  type: 'microsoft.machinelearningservices/workspaces/onlineendpoints';
  workspace: string;
  deployment: string;
}
