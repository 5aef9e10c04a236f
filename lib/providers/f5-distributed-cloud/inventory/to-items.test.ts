import { describe, expect, it } from 'vitest';
import { alertsSchema, toAlert } from './alerts';
import { toEdgeNode } from './edge-nodes';
import { toEdgeSite } from './edge-sites';
import { toSiteLink } from './site-links';
import { toSiteVersions } from './software-versions';
import { toAccelerators } from './to-accelerators';
import { toDate } from './to-date';
import { toAlertStatus, toNodeStatus, toSiteStatus } from './to-lifecycle';
import { toRaw } from './to-raw';

const context = { tenantId: 'acme-xyz' };
const object = { tenant: 'acme-xyz', namespace: 'system', name: 'munich' };

describe('a site', () => {
  it('is named by tenant, and keeps its place, versions and kind', () => {
    const document = { name: 'munich', get_spec: { coordinates: { latitude: 48.1, longitude: 11.6 } } };
    const site = toEdgeSite(context, {
      object: {
        ...object,
        labels: { team: 'network' },
        owner_view: { kind: 'securemesh_site_v2' },
        system_metadata: { creation_timestamp: '2025-08-21T00:00:00Z' },
        get_spec: {
          site_state: 'ONLINE',
          site_type: 'CUSTOMER_EDGE',
          volterra_software_version: 'crt-1',
          operating_system_version: '9.1',
        },
        status_set: [{ volterra_software_status: { available_version: 'crt-2', last_installed_version: 'crt-1' } }],
      },
      document,
    });
    expect(site).toMatchObject({
      nativeId: 'acme-xyz/system/site/munich',
      nativeType: 'securemesh_site_v2',
      account: 'acme-xyz',
      region: 'global',
      status: 'active',
      nativeStatus: 'ONLINE',
      size: 'CUSTOMER_EDGE',
      tags: { 'ves.io/siteName': 'munich', team: 'network' },
      createdAt: new Date('2025-08-21T00:00:00Z'),
    });
    expect(JSON.parse(site.raw)).toMatchObject({
      get_spec: { coordinates: { latitude: 48.1, longitude: 11.6 } },
      versions: { software: { inUse: 'crt-1', available: 'crt-2', upgradeWaiting: true } },
    });
  });

  it('in a state that is new to us is unknown, with its word', () => {
    const site = toEdgeSite(context, { object: { ...object, get_spec: { site_state: 'HIBERNATING' } }, document: {} });
    expect(site).toMatchObject({ status: 'unknown', nativeStatus: 'HIBERNATING', nativeType: 'site' });
    const silent = toEdgeSite(context, { object: { ...object, get_spec: { site_state: '' } }, document: {} });
    expect(silent).toMatchObject({ status: 'unknown', nativeStatus: null });
  });

  it.each([
    ['ONLINE', 'active'],
    ['PROVISIONING', 'provisioning'],
    ['UPGRADING', 'provisioning'],
    ['WAITING_FOR_REGISTRATION', 'provisioning'],
    ['STANDBY', 'stopped'],
    ['FAILED', 'failed'],
    ['FAILED_INACTIVE', 'failed'],
    ['ERROR_IN_ORCHESTRATION', 'failed'],
    ['DECOMMISSIONING', 'deleting'],
    ['constructor', 'unknown'],
    [null, 'unknown'],
  ])('that F5 calls %s is %s', (word, status) => {
    expect(toSiteStatus(word)).toBe(status);
  });
});

describe('the versions of a site', () => {
  const status = (software: object) => [{ volterra_software_status: software }];

  it('wait to be upgraded when another one is ready than is in use', () => {
    expect(toSiteVersions({}, status({ available_version: '2', last_installed_version: '1' })).software).toMatchObject({
      inUse: '1',
      available: '2',
      upgradeWaiting: true,
    });
    expect(toSiteVersions({}, status({ available_version: '1', last_installed_version: '1' })).software).toMatchObject({
      upgradeWaiting: false,
    });
  });

  it('are those before while an upgrade runs', () => {
    const deployment_state = { version: '2', phase: 'UPGRADE_IN_PROGRESS' };
    const { software } = toSiteVersions(
      {},
      status({ available_version: '2', last_installed_version: '1', deployment_state }),
    );
    expect(software).toEqual({ inUse: '1', available: '2', phase: 'UPGRADE_IN_PROGRESS', upgradeWaiting: true });
  });

  it('are unknown where nothing tells', () => {
    const { software, operatingSystem } = toSiteVersions({ operating_system_version: '9.1' }, []);
    expect(software).toEqual({ inUse: null, available: null, phase: null, upgradeWaiting: null });
    expect(operatingSystem).toMatchObject({ inUse: '9.1', available: null, upgradeWaiting: null });
  });
});

describe('a node', () => {
  const read = (infra: object | null, passport: { cluster_name: string } | null = null) =>
    toEdgeNode(context, 'ONLINE', { object: { ...object, name: 'r-1', get_spec: { infra, passport } }, document: {} });

  it('is its registration, called by its host, and belongs to its site', () => {
    const infra = { hostname: 'node-0', zone: '', availability_zone: 'eu-1a', hw_info: { product: { name: 'R660' } } };
    expect(read(infra, { cluster_name: 'munich' })).toMatchObject({
      nativeId: 'acme-xyz/system/registration/r-1',
      name: 'node-0',
      zone: 'eu-1a',
      size: 'R660',
      status: 'active',
      accelerators: [],
      tags: { 'ves.io/siteName': 'munich' },
    });
  });

  it('that has not reported its hardware has accelerators that are not known', () => {
    expect(read({ hostname: '' })).toMatchObject({ name: 'r-1', accelerators: null, size: null, tags: {} });
    expect(read(null).accelerators).toBeNull();
  });

  it('lists its devices by model, as the field writes them', () => {
    const gpu_device = ['Tesla T4', 'NVIDIA T4', 'NVIDIA A100-PCIE-40GB', 'NVIDIA H100 80GB HBM3', 'NVIDIA L4', ''].map(
      (product_name) => ({ product_name }),
    );
    expect(toAccelerators({ gpu: { gpu_device } }).map(({ model, count }) => `${count} ${model}`)).toEqual([
      '2 NVIDIA T4',
      '1 NVIDIA A100',
      '1 NVIDIA H100',
      '1 NVIDIA L4',
      '1 NVIDIA GPU',
    ]);
    expect(toAccelerators({ gpu: null })).toEqual([]);
  });

  it('on its way is provisioning, and of a state new to us unknown', () => {
    expect(['NEW', 'PENDING', 'MAINTENANCE', 'RETIRED', 'DREAMING'].map(toNodeStatus)).toEqual([
      'provisioning',
      'provisioning',
      'degraded',
      'deleting',
      'unknown',
    ]);
  });
});

describe('an alert', () => {
  const labels = { alertname: 'SiteDown', severity: 'critical', site: 'munich', namespace: 'system', type: 'site' };

  it('is told apart by its fingerprint, with its severity, state and labels', () => {
    const alert = { fingerprint: 'f1', labels, startsAt: '2026-11-21T00:37:00Z', status: { state: 'active' } };
    expect(toAlert(context, 'shop', alert, alert)).toMatchObject({
      nativeId: 'acme-xyz/system/alert/f1',
      name: 'SiteDown',
      size: 'critical',
      status: 'active',
      tags: labels,
      createdAt: new Date('2026-11-21T00:37:00Z'),
    });
    expect(toAlert(context, 'shop', { fingerprint: 'f1', labels: {} }, {})).toMatchObject({
      nativeId: 'acme-xyz/shop/alert/f1',
      name: 'f1',
      status: 'unknown',
    });
    expect(toAlertStatus('resolved')).toBe('completed');
  });

  it('comes as text that holds a list', () => {
    expect(alertsSchema.parse({ data: '[{"fingerprint":"f1"}]' })).toEqual({ data: [{ fingerprint: 'f1' }] });
    expect(alertsSchema.parse({ data: '' })).toEqual({ data: [] });
    expect(alertsSchema.parse({ data: 'null' })).toEqual({ data: [] });
    for (const data of ['[{"fingerprint":', '{}', undefined])
      expect(alertsSchema.safeParse({ data }).success).toBe(false);
  });
});

describe('a way between sites', () => {
  const report = (one: string, other: string) => ({ src_id: { site: one }, dst_id: { site: other }, metric: [] });

  it('is one item, whichever of the two reports', () => {
    const link = toSiteLink(context, 'ashburn--munich', [report('munich', 'ashburn'), report('ashburn', 'munich')], {
      groups: [
        { name: 'factory', type: null, sites: ['munich', 'ashburn', 'frankfurt'] },
        { name: 'other', type: null, sites: ['munich'] },
      ],
      statuses: new Map(),
    });
    expect(link).toMatchObject({
      nativeId: 'acme-xyz/system/link/ashburn--munich',
      status: 'unknown',
      nativeStatus: null,
      detailed: true,
    });
    expect(JSON.parse(link.raw)).toMatchObject({ sites: ['ashburn', 'munich'], meshGroups: [{ name: 'factory' }] });
    expect(toSiteLink(context, 'a--b', [report('a', 'b')], { groups: null, statuses: new Map() })).toMatchObject({
      detailed: false,
    });
  });

  it('that loses something stands as F5 says, and is unknown where that could not be read', () => {
    const measure = (type: string, value: string) => ({ type, value: { raw: [{ timestamp: 1, value }] } });
    const metric = [measure('EDGE_REACHABILITY', '99.9'), measure('EDGE_DATA_PLANE_CONNECTION_STATUS', '1')];
    const link = (statuses: [string, string | null][]) =>
      toSiteLink(context, 'a--b', [{ ...report('a', 'b'), metric }], { groups: [], statuses: new Map(statuses) });
    expect(link([['a--b', 'LINK_STATUS_UP']])).toMatchObject({
      status: 'active',
      detailed: true,
      links: [{ state: 'up', nativeState: 'LINK_STATUS_UP' }],
    });
    expect(link([['a--b', 'LINK_STATUS_DEGRADED']])).toMatchObject({
      status: 'degraded',
      links: [{ state: 'degraded' }],
    });
    expect(link([['b--c', 'LINK_STATUS_UP']])).toMatchObject({ status: 'unknown', detailed: false });
  });
});

describe('the raw view', () => {
  it('holds no token, password, key or proxy', () => {
    const raw = toRaw({
      token: 'abc',
      long_term_token: 'abc',
      admin_password: { blindfold: 'abc' },
      admin_user_credentials: { ssh_key: 'abc' },
      internet_proxy: { http_proxy: 'http://me:abc@proxy' },
      infra: { hostname: 'node-0' },
      empty_token: '',
      count: Number.POSITIVE_INFINITY,
    });
    expect(raw).not.toContain('abc');
    expect(JSON.parse(raw)).toMatchObject({ infra: { hostname: 'node-0' }, empty_token: '', count: null });
  });
});

it('takes Go’s zero time for none', () => {
  expect(['0001-01-01T00:00:00Z', '', null, undefined, 'soon'].map(toDate)).toEqual(Array<null>(5).fill(null));
  expect(toDate('2026-11-21T00:00:00Z')).toEqual(new Date('2026-11-21T00:00:00Z'));
});
