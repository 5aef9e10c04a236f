const metadataHostNames: ReadonlySet<string> = new Set([
  'metadata',
  'metadata.google.internal',
  'metadata.goog',
  'metadata.azure.internal',
  'metadata.tencentyun.com',
  'instance-data',
  'instance-data.ec2.internal',
]);

/** Whether a host name is one that clouds give to their metadata service, in any case and with any trailing dots. */
export function isMetadataHostName(hostName: string): boolean {
  return metadataHostNames.has(hostName.toLowerCase().replace(/\.+$/, ''));
}
