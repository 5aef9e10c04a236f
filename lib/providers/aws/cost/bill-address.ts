import { withoutOuterSlashes } from '../../contract/settings/trim-slashes';

/** Stands for every data export of the billing account, where addresses are named. */
export const discoverExports = 'discover';

/** A place in S3. */
export interface BillAddress {
  bucket: string;
  /** Without a slash at either end; empty for the whole bucket. */
  prefix: string;
}

/** Becomes part of a host name, so nothing but S3's own form is let through. */
const addressPattern = /^s3:\/\/([a-z0-9][a-z0-9.-]{1,61}[a-z0-9])(?:\/(.*))?$/;

/** Reads `s3://bucket/prefix`; null for what is no such address. */
export function parseBillAddress(text: string): BillAddress | null {
  const [, bucket, path = ''] = addressPattern.exec(text) ?? [];
  return bucket === undefined || path.length > 1024 ? null : { bucket, prefix: withoutOuterSlashes(path) };
}

/** `s3://bucket/prefix` again. */
export function toAddressText({ bucket, prefix }: BillAddress): string {
  return prefix === '' ? `s3://${bucket}` : `s3://${bucket}/${prefix}`;
}
