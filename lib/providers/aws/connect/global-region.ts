const globalRegions = new Map([
  ['aws', 'us-east-1'],
  ['aws-cn', 'cn-north-1'],
  ['aws-us-gov', 'us-gov-west-1'],
]);

/** The region that a partition's global services, such as IAM, sign for. Undefined for partitions we do not know. */
export function globalRegionOf(partition: string): string | undefined {
  return globalRegions.get(partition);
}
