import type { AwsPlace } from '../connect/region-context';

/** An ARN in the place's partition, region and account, e.g. of `volume/vol-0abc` in `ec2`. */
export function toArn({ partition, region, account }: AwsPlace, service: string, resource: string): string {
  return `arn:${partition}:${service}:${region}:${account}:${resource}`;
}
