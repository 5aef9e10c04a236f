import type { Placed } from './placed';

export interface Volume extends Placed {
  kind: 'volume';
  id: string;
  zone: string;
  type: 'gp3' | 'io2' | 'st1';
  sizeGiB: number;
  iops: number | null;
  throughputMiBps: number | null;
  state: 'creating' | 'available' | 'in-use' | 'deleting' | 'error';
  encryptionKey: string | null;
  attachment: { instance: string; device: string; at: Date; deleteOnTermination: boolean } | null;
}

export interface FileSystem extends Placed {
  kind: 'file-system';
  id: string;
  lifecycle: 'AVAILABLE' | 'CREATING' | 'FAILED' | 'DELETING' | 'MISCONFIGURED' | 'UPDATING';
  failure: string | null;
  capacityGiB: number;
  throughputPerTiB: number;
  network: string;
  subnet: string;
  networkInterfaces: string[];
  mountName: string;
  encryptionKey: string;
}

export interface Bucket extends Placed {
  kind: 'bucket';
  name: string;
  versioned: boolean;
}
