import type { BilledService } from '../charge';
import { createPriceList } from '../price-list';

const service = (code: string, category: string, subcategory: string): BilledService => ({
  code,
  name: code,
  category,
  subcategory,
});

/** The services of Azure the factory pays for; their code is the meter category. */
export const azureServices = {
  machines: service('Virtual Machines', 'Compute', 'Virtual Machines'),
  scaleSets: service('Virtual Machines', 'Compute', 'Virtual Machines'),
  containers: service('Container Instances', 'Compute', 'Containers'),
  clusters: service('Azure Kubernetes Service', 'Compute', 'Containers'),
  disks: service('Storage', 'Storage', 'Block Storage'),
  accounts: service('Storage', 'Storage', 'Object Storage'),
  files: service('Azure NetApp Files', 'Storage', 'File Storage'),
  lustre: service('Azure Managed Lustre', 'Storage', 'File Storage'),
  gateways: service('VPN Gateway', 'Networking', 'Network Connectivity'),
  circuits: service('ExpressRoute', 'Networking', 'Network Connectivity'),
  transfers: service('Bandwidth', 'Networking', 'Network Connectivity'),
} as const;

/** Dollars a unit in eastus. */
export const azurePrice = createPriceList(
  {
    Standard_ND96isr_H100_v5: '98.32',
    Standard_NC24ads_A100_v4: '3.673',
    Standard_NC4as_T4_v3: '0.526',
    Standard_D8s_v5: '0.384',
    Standard_D16s_v5: '0.768',
    Standard_D4ds_v5: '0.226',
    Standard_E16s_v5: '1.008',
    Standard_F16s_v2: '0.677',
    Standard_B2s: '0.0416',
    'disk Premium_LRS': '0.132',
    'disk PremiumV2_LRS': '0.081',
    'disk StandardSSD_LRS': '0.075',
    'account Standard_LRS': '0.0184',
    'account Standard_ZRS': '0.023',
    'account Standard_GRS': '0.0368',
    'account Premium_LRS': '0.15',
    'netapp Standard': '0.14746',
    'netapp Premium': '0.29419',
    'netapp Ultra': '0.39274',
    'lustre AMLFS-Durable-Premium-125': '0.145',
    'lustre AMLFS-Durable-Premium-250': '0.21',
    'lustre AMLFS-Durable-Premium-500': '0.34',
    'container core': '0.0405',
    'aks cluster': '0.1',
    'gateway VpnGw2AZ': '0.564',
    'gateway VpnGw3AZ': '1.442',
    'gateway ErGw1AZ': '0.361',
    'gateway ErGw2AZ': '0.95',
    'circuit 5000': '6.85',
    'circuit 10000': '13.7',
    'circuit 40000': '19.18',
    'transfer internet': '0.087',
    'transfer circuit': '0.025',
  },
  { northeurope: '1.08', germanywestcentral: '1.15', swedencentral: '1.04', southcentralus: '1.1' },
);
