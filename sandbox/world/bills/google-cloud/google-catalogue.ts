import type { BilledService } from '../charge';
import { createPriceList } from '../price-list';

const service = (code: string, name: string, category: string, subcategory: string): BilledService => ({
  code,
  name,
  category,
  subcategory,
});

/** The services of Google Cloud the factory pays for. */
export const googleServices = {
  machines: service('6F81-5844-456A', 'Compute Engine', 'Compute', 'Virtual Machines'),
  disks: service('6F81-5844-456A', 'Compute Engine', 'Storage', 'Block Storage'),
  tpus: service('E000-3F24-B8AA', 'Cloud TPU', 'AI and Machine Learning', 'AI Platforms'),
  models: service('C7E2-9256-1C43', 'Vertex AI', 'AI and Machine Learning', 'AI Platforms'),
  clusters: service('CCD8-9BF1-090E', 'Kubernetes Engine', 'Compute', 'Containers'),
  buckets: service('95FF-2EF5-5EA1', 'Cloud Storage', 'Storage', 'Object Storage'),
  files: service('D97E-AB26-5D95', 'Cloud Filestore', 'Storage', 'File Storage'),
  run: service('152E-C115-5142', 'Cloud Run', 'Compute', 'Serverless Compute'),
  networks: service('E505-1604-58F8', 'Networking', 'Networking', 'Network Connectivity'),
  support: service('2062-016F-44A2', 'Support', 'Management and Governance', 'Support'),
} as const;

/** Dollars a unit in us-central1. */
export const googlePrice = createPriceList(
  {
    'a3-highgpu-8g': '9.8',
    'g2-standard-8': '0.2935',
    'g2-standard-48': '1.7611',
    'ct5lp-hightpu-4t': '0',
    'c3-standard-44': '2.2177',
    'n2-standard-8': '0.3885',
    'n2-standard-16': '0.7769',
    'n2-highmem-32': '2.0962',
    'n1-standard-16': '0.76',
    'e2-standard-8': '0.268',
    'e2-medium': '0.0335',
    'nvidia-h100-80gb': '9.7966',
    'nvidia-l4': '0.56004',
    'nvidia-tesla-t4': '0.35',
    'tpu chip': '1.2',
    'pd-balanced': '0.1',
    'pd-ssd': '0.17',
    'pd-standard': '0.04',
    'hyperdisk-balanced': '0.08',
    'bucket STANDARD': '0.02',
    'bucket NEARLINE': '0.01',
    'bucket COLDLINE': '0.004',
    'filestore ZONAL': '0.25',
    'filestore REGIONAL': '0.45',
    'filestore BASIC_SSD': '0.3',
    'gke cluster': '0.1',
    'run cpu': '0.000024',
    'vpn tunnel': '0.05',
    'interconnect LINK_TYPE_ETHERNET_10G_LR': '2.328',
    'interconnect LINK_TYPE_ETHERNET_100G_LR': '18.05',
    'transfer internet': '0.085',
    'transfer zones': '0.01',
    'transfer circuit': '0.02',
  },
  { 'us-east4': '1.13', 'europe-west3': '1.2', 'europe-west4': '1.1' },
);
