import { tenant } from '../../world/azure/geography';
import type { OnlineEndpoint, Workspace } from '../../world/azure/records/models';
import type { Document } from './document';
import { systemOf } from './system-of';

export function workspaceDocument(workspace: Workspace): Document {
  const { name, region, uniqueId, storageAccount, provisioning, createdAt } = workspace;
  return {
    kind: 'Default',
    sku: { name: 'Basic', tier: 'Basic' },
    identity: { type: 'SystemAssigned', tenantId: tenant.id },
    systemData: systemOf(workspace),
    properties: {
      provisioningState: provisioning,
      creationTime: createdAt.toISOString(),
      friendlyName: name,
      workspaceId: uniqueId,
      storageAccount,
      discoveryUrl: `https://${region}.api.azureml.ms/discovery`,
      mlFlowTrackingUri: `azureml://${region}.api.azureml.ms/mlflow/v1.0`,
      hbiWorkspace: false,
      publicNetworkAccess: 'Disabled',
    },
  };
}

export function endpointDocument(endpoint: OnlineEndpoint): Document {
  const { name, region, deployment, provisioning } = endpoint;
  return {
    kind: 'Managed',
    identity: { type: 'SystemAssigned', tenantId: tenant.id },
    systemData: systemOf(endpoint),
    properties: {
      provisioningState: provisioning,
      authMode: 'AADToken',
      scoringUri: `https://${name}.${region}.inference.ml.azure.com/score`,
      swaggerUri: `https://${name}.${region}.inference.ml.azure.com/swagger.json`,
      publicNetworkAccess: 'Disabled',
      compute: 'Managed',
      traffic: { [deployment]: 100 },
      mirrorTraffic: {},
    },
  };
}
