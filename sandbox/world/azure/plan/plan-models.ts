import { thingsAt } from '../../growth';
import type { OnlineEndpoint, Workspace } from '../records/models';
import { resourceId } from '../resource-id';
import { beforeEpoch, drawsFor, type Ground, grounds, guidOf, numbered, type PlanContext, placed } from './plan';

const workspaceNames = ['mlw-platform', 'mlw-lab'] as const;
const endpointsAtScaleOne = 10;
const models = ['ranking', 'embedding', 'intent', 'toxicity', 'summary', 'transcribe', 'caption', 'forecast'] as const;

/** Machine learning workspaces on every ground, and the endpoints that serve their models. */
export function planModels({ seed, scale, standing }: PlanContext): void {
  for (const ground of grounds) {
    for (const stem of workspaceNames) {
      const workspace = toWorkspace(seed, ground, `${stem}-${ground.region}`);
      standing.push(workspace);
      for (let number = 1; number <= thingsAt(endpointsAtScaleOne, scale); number++) {
        standing.push(toEndpoint(seed, ground, workspace, number));
      }
    }
  }
}

function toWorkspace(seed: string, ground: Ground, name: string): Workspace {
  const draws = drawsFor(seed, ground, 'workspace', name);
  const resourceGroup = `rg-ml-${ground.region}`;
  const createdAt = beforeEpoch(draws.integer(100, 390));
  const base = placed(seed, ground, { name, key: `workspace/${name}`, resourceGroup, team: 'ml-platform', createdAt });
  const account = `stmw${ground.subscription.slice(0, 3)}${ground.region.slice(0, 4)}000001`;
  const storage = { ...base, resourceGroup: `rg-storage-${ground.region}` };
  const nodeCount = ground.subscription === 'training' ? 2 : ground.subscription === 'research' ? 1 : 0;
  return {
    ...base,
    type: 'microsoft.machinelearningservices/workspaces',
    uniqueId: guidOf(draws),
    storageAccount: resourceId(storage, 'Microsoft.Storage/storageAccounts', account),
    nodes: Array.from({ length: nodeCount }, () => `tvmps_${draws.hex(64)}_p`),
  };
}

function toEndpoint(seed: string, ground: Ground, workspace: Workspace, number: number): OnlineEndpoint {
  const draws = drawsFor(seed, ground, 'endpoint', workspace.name, number);
  const name = `${numbered(draws.pick(models), number)}-${workspace.name.slice(4, 8)}`;
  const { resourceGroup } = workspace;
  const createdAt = beforeEpoch(draws.integer(1, 99));
  const key = `endpoint/${workspace.name}/${name}`;
  return {
    ...placed(seed, ground, { name, key, resourceGroup, team: 'inference', createdAt }),
    type: 'microsoft.machinelearningservices/workspaces/onlineendpoints',
    workspace: workspace.name,
    deployment: draws.pick(['blue', 'green']),
  };
}
