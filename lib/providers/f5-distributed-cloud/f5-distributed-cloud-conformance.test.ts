import type { TruthResource } from '@/sandbox/world/truth';
import type { ExpectedItem } from '../contract/conformance/conformance-subject';
import { describeInventoryConformance } from '../contract/conformance/describe-inventory-conformance';
import { playFace, toExpectedItem } from '../contract/conformance/played-face-conformance';
import { siteNameLabel } from './inventory/edge-sites';
import { distributedCloudProvider } from './provider';

const played = playFace({
  face: 'f5-distributed-cloud',
  name: 'F5 Distributed Cloud',
  provider: distributedCloudProvider,
  toExpected: (resources) => resources.map((resource) => toExpected(resource, resources)),
  toTarget: () => ({ aim: { operation: 'sites' }, hits: ({ kind }) => kind === 'edge-site' }),
  immune: {
    'duplicate-page': 'The API has no pages: one answer is all, and a name that comes twice is one thing.',
    'token-loop': 'The API has no page tokens.',
    'clock-skew': 'An API token holds no time, so no clock can spoil it.',
  },
});

describeInventoryConformance('F5 Distributed Cloud', () => played().subject);

function toExpected(resource: TruthResource, all: readonly TruthResource[]): ExpectedItem {
  const item = toExpectedItem(resource);
  const tags = toExpectedTags(resource, item.name, all);
  // The graph of the ways between sites measures them: it has no word for how they stand, nor since when they do.
  return resource.kind === 'site-link' ? { ...item, tags, nativeStatus: null, createdAt: null } : { ...item, tags };
}

/** The truth tells the tags of sites, and of alerts those labels that tell one from another. */
function toExpectedTags(
  { kind, tags, account }: TruthResource,
  name: string,
  all: readonly TruthResource[],
): Record<string, string> {
  if (kind === 'alert') {
    const { site = '' } = tags;
    return { ...tags, group: 'Infrastructure', identifier: site, namespace: 'system', tenant: account, type: 'site' };
  }
  // A registration carries the labels of the site it is registered to.
  const site = all.find((each) => each.kind === 'edge-site' && name.startsWith(`${each.name}-node-`));
  return kind === 'edge-node' && site !== undefined ? { ...site.tags, [siteNameLabel]: site.name ?? '' } : tags;
}
