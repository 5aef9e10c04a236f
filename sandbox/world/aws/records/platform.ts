import type { Placed } from './placed';

export interface ServerlessFunction extends Placed {
  kind: 'function';
  name: string;
  runtime: 'python3.12' | 'python3.13' | 'nodejs22.x' | 'provided.al2023';
  architecture: 'x86_64' | 'arm64';
  memoryMB: number;
  timeoutSeconds: number;
  codeBytes: number;
  state: 'Active' | 'Pending' | 'Inactive' | 'Failed';
  failure: { code: 'SubnetOutOfIPAddresses' | 'InvalidSecurityGroup'; text: string } | null;
  modifiedAt: Date;
  revision: string;
  digest: string;
  description: string;
}

export interface DatabaseInstance extends Placed {
  kind: 'database';
  name: string;
  engine: 'postgres' | 'mysql';
  engineVersion: string;
  size: string;
  status: 'available' | 'backing-up' | 'creating' | 'modifying' | 'stopped' | 'storage-full' | 'failed';
  zone: string;
  multiZone: boolean;
  storageGiB: number;
  network: string;
  subnets: string[];
  securityGroup: string;
  encryptionKey: string;
  resourceId: string;
}

export interface EncryptionKey extends Placed {
  kind: 'encryption-key';
  id: string;
  alias: string | null;
  description: string;
  state: 'Enabled' | 'Disabled' | 'PendingDeletion';
  deletionAt: Date | null;
  keyManager: 'AWS' | 'CUSTOMER';
}
