import { edgeNamespaces, edgeTenant, systemNamespace } from '../../world/f5-distributed-cloud/plan';
import type { EdgeNode, EdgeSite } from '../../world/f5-distributed-cloud/records';

type Document = Record<string, unknown>;

/** What a caller wants of each item of a list, beside its name. */
export interface Report {
  spec: boolean;
  status: boolean;
}

/** A site as an item of `sites`, which lists every kind. */
export function toSiteItem(site: EdgeSite, report: Report): Document {
  return {
    ...toItem(
      site.name,
      site.uid,
      site.labels,
      site.createdAt,
      report,
      site.kind === null ? null : { kind: site.kind, uid: site.uid, namespace: systemNamespace, name: site.name },
    ),
    get_spec: report.spec
      ? {
          site_type: site.type,
          site_subtype: site.kind === 'voltstack_site' ? 'CE_APPSTACK' : 'CE_MESH',
          site_state: site.state,
          address: '',
          coordinates: { latitude: site.latitude, longitude: site.longitude },
          region: site.region,
          connected_re: site.regionalEdges.map((name) => ({
            kind: 'site',
            uid: '',
            tenant: edgeTenant,
            namespace: systemNamespace,
            name,
          })),
          volterra_software_version: site.softwareVersion,
          operating_system_version: site.osVersion,
          desired_pool_count: 0,
          tunnel_type: 'SITE_TO_SITE_TUNNEL_IPSEC_OR_SSL',
          tunnel_dead_timeout: 0,
          ce_site_mode: site.type === 'CUSTOMER_EDGE' ? 'CE_SITE_MODE_INGRESS_EGRESS_GW' : 'CE_SITE_MODE_UNSPECIFIED',
          main_nodes: site.nodes.map(({ hostname, address }) => ({
            name: hostname,
            slo_address: address,
            sli_address: '',
          })),
        }
      : null,
    status_set: report.status ? siteStatuses(site) : [],
  };
}

/** A site as an item of the list of its own kind. */
export function toSiteViewItem(site: EdgeSite, report: Report): Document {
  return {
    ...toItem(site.name, site.uid, site.labels, site.createdAt, report, null),
    get_spec: report.spec
      ? {
          site_state: site.state,
          volterra_software_version: site.softwareVersion,
          operating_system_version: site.osVersion,
          coordinates: { latitude: site.latitude, longitude: site.longitude },
          address: '',
        }
      : null,
    status_set: report.status ? siteStatuses(site) : [],
  };
}

function siteStatuses(site: EdgeSite): Document[] {
  const version = (running: string, available: string) => ({
    available_version: available,
    deployment_state: {
      version: running,
      modification_timestamp: site.createdAt.toISOString(),
      result: 'Success',
      message: '',
      phase: site.state === 'UPGRADING' ? 'UPGRADE_IN_PROGRESS' : 'UPGRADE_COMPLETED',
    },
    nonconforming_state: '',
  });
  const metadata = (kind: string) => ({
    uid: site.uid,
    creator_class: kind,
    creator_id: `${kind}-0`,
    status_id: kind,
    creation_timestamp: site.createdAt.toISOString(),
    publish: 'STATUS_PUBLISH',
    vtrp_id: '',
    vtrp_stale: false,
  });
  return [
    {
      metadata: metadata('ver'),
      object_refs: [],
      conditions: [],
      volterra_software_status: {
        ...version(site.softwareVersion, site.availableSoftwareVersion),
        last_installed_version: site.softwareVersion,
      },
      operating_system_status: version(site.osVersion, site.availableOsVersion),
    },
    ...site.nodes.map((node) => ({
      metadata: metadata(`vpm-${node.hostname}`),
      object_refs: [],
      conditions: [
        {
          type: 'Registration',
          status: node.state === 'ONLINE' ? 'Success' : 'Failed',
          reason: '',
          last_update_time: site.createdAt.toISOString(),
          hostname: node.hostname,
          service_name: 'vpm',
        },
      ],
      hostname: node.hostname,
      node_info: [{ hostname: node.hostname, role: ['k8s-master'] }],
      hw_info: hardwareOf(node, site),
    })),
  ];
}

/** A node's registration, as its lists show it. */
export function toRegistrationItem(site: EdgeSite, node: EdgeNode): Document {
  const report = { spec: true, status: false };
  const infra = {
    provider: 'KVM',
    instance_id: node.uid,
    zone: '',
    availability_zone: '',
    hostname: node.hostname,
    domain: '',
    machine_id: node.uid.replaceAll('-', ''),
    interfaces: { eth0: { addr: node.address, plen: 24, name: 'eth0' } },
    hw_info: hardwareOf(node, site),
    certified_hw: 'kvm-regular-nic-voltmesh',
    timestamp: site.createdAt.toISOString(),
    sw_info: { sw_version: site.softwareVersion },
  };
  const passport = {
    cluster_name: site.name,
    cluster_type: 'ce',
    cluster_size: site.nodes.length,
    latitude: site.latitude,
    longitude: site.longitude,
    volterra_software_version: site.softwareVersion,
    operating_system_version: site.osVersion,
  };
  const { metadata, system_metadata, ...item } = toItem(
    node.registration,
    node.uid,
    site.labels,
    site.createdAt,
    report,
    null,
  );
  return {
    ...item,
    metadata,
    system_metadata,
    get_spec: { infra, token: '', passport },
    object: {
      metadata,
      system_metadata,
      spec: {
        gc_spec: {
          infra,
          passport,
          site: [{ kind: 'site', uid: site.uid, tenant: edgeTenant, namespace: systemNamespace, name: site.name }],
          role: ['k8s-master'],
        },
      },
      status: { current_state: node.state },
    },
  };
}

function hardwareOf({ serial, address }: EdgeNode, { osVersion }: EdgeSite): Document {
  return {
    os: { name: 'Red Hat Enterprise Linux', vendor: 'rhel', version: '9', release: osVersion, architecture: 'amd64' },
    product: { name: 'PowerEdge R660', vendor: 'Dell Inc.', version: '', serial },
    cpu: {
      vendor: 'GenuineIntel',
      model: 'Intel(R) Xeon(R) Gold 6430',
      speed: 2100,
      cache: 61_440,
      cpus: 1,
      cores: 8,
      threads: 16,
    },
    memory: { type: 'DDR5', speed: 4800, size_mb: 32_768 },
    storage: [{ name: 'vda', driver: '', vendor: '', model: '', serial: '', size_gb: 128 }],
    network: [
      {
        name: 'eth0',
        driver: 'virtio_net',
        ip_address: [address],
        mac_address: '',
        port: '',
        speed: 25_000,
        link_quality: 'QUALITY_GOOD',
        link_type: 'LINK_TYPE_ETHERNET',
      },
    ],
    gpu: null,
  };
}

/** The tenant's namespaces. */
export function toNamespaceItems(createdAt: Date): Document[] {
  return edgeNamespaces.map((name) => ({
    ...toItem(name, `ns-${name}`, {}, createdAt, { spec: false, status: false }, null),
    namespace: '',
    get_spec: null,
    status_set: [],
  }));
}

function toItem(
  name: string,
  uid: string,
  labels: Readonly<Record<string, string>>,
  createdAt: Date,
  report: Report,
  owner: Document | null,
): Document {
  return {
    tenant: edgeTenant,
    namespace: systemNamespace,
    name,
    uid,
    description: '',
    disabled: false,
    labels,
    annotations: {},
    owner_view: owner,
    metadata: report.spec
      ? { name, namespace: systemNamespace, labels, annotations: {}, description: '', disable: false }
      : null,
    system_metadata: report.spec
      ? {
          uid,
          creation_timestamp: createdAt.toISOString(),
          modification_timestamp: null,
          deletion_timestamp: null,
          tenant: edgeTenant,
          creator_class: 'prism',
          creator_id: 'platform@millwright.example',
          object_index: 0,
          owner_view: owner,
          labels: {},
        }
      : null,
  };
}
