import type { LifecycleState } from '../../../lib/domain/resource';
import type { Truth, TruthResource } from '../truth';
import { edgeTenant, systemNamespace } from './plan';
import type { EdgeNode, EdgeSite, SiteLink, SiteState } from './records';
import type { EdgeSnapshot } from './world';

/** What is really there in the tenant. */
export function readEdgeTruth({ at, sites, links, alerts }: EdgeSnapshot): Truth {
  return {
    at,
    resources: [
      ...sites.map((site) =>
        toTruth('site', {
          kind: 'edge-site',
          shortId: site.name,
          status: lifecycleOf(site.state),
          nativeStatus: site.state,
          tags: { ...site.labels },
          createdAt: site.createdAt,
        }),
      ),
      ...sites.flatMap((site) => site.nodes.map((node) => nodeTruth(site, node))),
      ...links.map((link) =>
        toTruth('link', {
          kind: 'site-link',
          shortId: link.name,
          status: linkLifecycle[link.status],
          nativeStatus: link.status,
          createdAt: link.createdAt,
        }),
      ),
      ...alerts
        .filter(({ endsAt }) => endsAt === null)
        .map(({ fingerprint, name, severity, site, startsAt }) =>
          toTruth('alert', {
            kind: 'alert',
            shortId: fingerprint,
            name,
            status: 'active',
            nativeStatus: 'active',
            tags: { alertname: name, severity, site },
            createdAt: startsAt,
          }),
        ),
    ],
  };
}

const linkLifecycle: Readonly<Record<SiteLink['status'], LifecycleState>> = {
  LINK_STATUS_UP: 'active',
  LINK_STATUS_DEGRADED: 'degraded',
  LINK_STATUS_DOWN: 'failed',
};

function lifecycleOf(state: SiteState): LifecycleState {
  switch (state) {
    case 'ONLINE':
      return 'active';
    case 'STANDBY':
      return 'stopped';
    case 'FAILED':
    case 'ERROR_IN_ORCHESTRATION':
      return 'failed';
    default:
      return 'provisioning';
  }
}

function nodeTruth(site: EdgeSite, node: EdgeNode): TruthResource {
  return toTruth('registration', {
    kind: 'edge-node',
    shortId: node.registration,
    name: node.hostname,
    status: node.state === 'ONLINE' ? 'active' : node.state === 'FAILED' ? 'failed' : 'provisioning',
    nativeStatus: node.state,
    createdAt: site.createdAt,
  });
}

type Own = Pick<TruthResource, 'kind' | 'shortId' | 'status' | 'nativeStatus' | 'createdAt'> & Partial<TruthResource>;

function toTruth(type: string, own: Own): TruthResource {
  return {
    nativeId: `${edgeTenant}/${systemNamespace}/${type}/${own.shortId}`,
    name: own.shortId,
    account: edgeTenant,
    region: 'global',
    zone: null,
    size: null,
    accelerators: [],
    tags: {},
    ...own,
  };
}
