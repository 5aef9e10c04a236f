import type { WorldRecord } from './records';

/** The provider's own global identifier of a thing: its Amazon resource name. */
export function nativeIdOf(record: WorldRecord): string {
  const regional = (vendor: string, rest: string) => `arn:aws:${vendor}:${record.region}:${record.account}:${rest}`;
  switch (record.kind) {
    case 'compute-instance':
      return regional('ec2', `instance/${record.id}`);
    case 'kubernetes-cluster':
      return regional('eks', `cluster/${record.name}`);
    case 'node-group':
      return regional('eks', `nodegroup/${record.cluster}/${record.name}/${record.uid}`);
    case 'volume':
      return regional('ec2', `volume/${record.id}`);
    case 'file-system':
      return regional('fsx', `file-system/${record.id}`);
    case 'bucket':
      return `arn:aws:s3:::${record.name}`;
    case 'network':
      return regional('ec2', `vpc/${record.id}`);
    case 'subnet':
      return regional('ec2', `subnet/${record.id}`);
    case 'vpn-connection':
      return regional('ec2', `vpn-connection/${record.id}`);
    case 'customer-gateway':
      return regional('ec2', `customer-gateway/${record.id}`);
    case 'circuit-bundle':
      return regional('directconnect', `dxlag/${record.id}`);
    case 'private-circuit':
      return regional('directconnect', `dxcon/${record.id}`);
    case 'virtual-interface':
      return regional('directconnect', `dxvif/${record.id}`);
    case 'transit-gateway':
      return regional('ec2', `transit-gateway/${record.id}`);
    case 'transit-attachment':
      return regional('ec2', `transit-gateway-attachment/${record.id}`);
    case 'model-endpoint':
      return regional('sagemaker', `endpoint/${record.name}`);
    case 'training-job':
      return regional('sagemaker', `training-job/${record.name}`);
    case 'function':
      return regional('lambda', `function:${record.name}`);
    case 'database':
      return regional('rds', `db:${record.name}`);
    case 'encryption-key':
      return regional('kms', `key/${record.id}`);
  }
}

/** What the provider calls the thing within its account and region: the id, or the name where there is no other. */
export function shortIdOf(record: WorldRecord): string {
  return 'id' in record ? record.id : record.name;
}

/** The provider's own word for how the thing stands; null for things that have no status. */
export function nativeStatusOf(record: WorldRecord): string | null {
  switch (record.kind) {
    case 'bucket':
      return null;
    case 'network':
    case 'subnet':
    case 'customer-gateway':
      return 'available';
    case 'file-system':
      return record.lifecycle;
    case 'kubernetes-cluster':
    case 'node-group':
    case 'model-endpoint':
    case 'training-job':
    case 'database':
      return record.status;
    default:
      return record.state;
  }
}
