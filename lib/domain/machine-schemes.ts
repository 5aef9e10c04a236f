/**
 * What stands before `://` of a node's `spec.providerID`, where it says that the machine is another provider's: what it costs,
 * a bill of theirs tells. As the providers' controllers write it. Lower case.
 */
export const cloudSchemes: readonly string[] = [
  'alicloud',
  'brightbox',
  'civo',
  'cloudscale',
  'coreweave',
  'crusoe',
  'digitalocean',
  'equinixmetal',
  'exoscale',
  'gce',
  'hcloud',
  'hrobot',
  'ibm',
  'linode',
  'nebius',
  'oci',
  'packet',
  'qcloud',
  'scaleway',
  'upcloud',
  'vultr',
  'yandex',
];

/**
 * The same of machines that stand at one's own place: what runs there, or on one's own hypervisor. Providers use OpenStack too;
 * theirs are priced only where somebody wrote a rate card of their site and model.
 */
const ownSchemes: ReadonlySet<string> = new Set([
  'baremetalhost',
  'byoh',
  'docker',
  'eks-hybrid',
  'harvester',
  'k3s',
  'kind',
  'kubevirt',
  'libvirt',
  'maas',
  'metal3',
  'nutanix',
  'openshift',
  'openstack',
  'proxmox',
  'rke2',
  'talos',
  'tinkerbell',
  'vsphere',
]);

const known: ReadonlySet<string> = new Set([
  'kubernetes',
  'unknown',
  'aws',
  'azure',
  'google-cloud',
  ...cloudSchemes,
  ...ownSchemes,
]);

/** Whether it is known where machines of a scheme stand, so that nobody need say it; also of what is no scheme. */
export function isKnownScheme(scheme: string): boolean {
  return known.has(scheme);
}

/** Whether a node that names a machine by this scheme stands at one's own place; empty: it names none. */
export function isOwnScheme(scheme: string): boolean {
  return scheme === '' || ownSchemes.has(scheme);
}
