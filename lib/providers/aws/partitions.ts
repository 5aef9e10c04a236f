interface Partition {
  /** The first part of its ARNs. */
  id: string;
  /** What the names of its regions, and of no other's, begin with. */
  regionPrefix: string;
  /** Where its global services, such as IAM, are asked. */
  globalRegion: string;
}

/** AWS's parts that share neither accounts nor regions. The first is the public one, which has all other regions. */
const publicPartition: Partition = { id: 'aws', regionPrefix: '', globalRegion: 'us-east-1' };
const partitions: readonly Partition[] = [
  { id: 'aws-cn', regionPrefix: 'cn-', globalRegion: 'cn-north-1' },
  { id: 'aws-us-gov', regionPrefix: 'us-gov-', globalRegion: 'us-gov-west-1' },
  { id: 'aws-iso', regionPrefix: 'us-iso-', globalRegion: 'us-iso-east-1' },
  { id: 'aws-iso-b', regionPrefix: 'us-isob-', globalRegion: 'us-isob-east-1' },
  { id: 'aws-iso-e', regionPrefix: 'eu-isoe-', globalRegion: 'eu-isoe-west-1' },
  { id: 'aws-iso-f', regionPrefix: 'us-isof-', globalRegion: 'us-isof-south-1' },
  { id: 'aws-eusc', regionPrefix: 'eusc-', globalRegion: 'eusc-de-east-1' },
  publicPartition,
];

/** The region that a partition's global services, such as IAM, sign for. Undefined for partitions we do not know. */
export function globalRegionOf(partition: string): string | undefined {
  return partitions.find(({ id }) => id === partition)?.globalRegion;
}

/** The partition a region is in, e.g. `aws-cn` for `cn-north-1`. */
export function partitionOfRegion(region: string): string {
  return (partitions.find(({ regionPrefix }) => region.startsWith(regionPrefix)) ?? publicPartition).id;
}
