import { Panel } from '@/components/ui/panel';
import { TextLink } from '@/components/ui/text-link';
import type { LinkDetail } from '@/lib/api/contracts/links';
import { formatNumber, formatQuantity } from '@/lib/format/format-number';

/** What would be without a link: sites with no other way and what stands there, links that ride on it, and what would carry. */
export function DependentsPanel({ detail: { dependents, siteTitles } }: { detail: LinkDetail }) {
  const { riders, atSites, uncertainSites, hasUnknownEnd, carryingSpares } = dependents;
  const nameSite = (site: string) => siteTitles[site] ?? site;
  return (
    <Panel title="What depends on it" unit="as things stand now">
      <dl className="grid gap-x-6 gap-y-3 px-4 py-3 sm:grid-cols-[12rem_1fr]">
        <dt className="text-muted">Sites with no other way</dt>
        <dd className="flex flex-col gap-1">
          {atSites.map(({ site, counts }) => (
            <span key={site}>
              <TextLink href={`/sites/${encodeURIComponent(site)}`}>{nameSite(site)}</TextLink>
              {counts.length === 0 ? ': nothing that runs there is listed' : ': '}
              {counts.map(({ kind, count }, index) => (
                <span key={kind}>
                  {index === 0 ? '' : ', '}
                  <TextLink href={`/inventory?site=${encodeURIComponent(site)}&kind=${kind}`}>
                    {formatQuantity(count, kind.replaceAll('-', ' '))}
                  </TextLink>
                </span>
              ))}
            </span>
          ))}
          {atSites.length === 0 && uncertainSites.length === 0 && !hasUnknownEnd
            ? 'None: another link carries out of each'
            : null}
          {uncertainSites.length === 0
            ? null
            : `Cannot say of ${uncertainSites.map(nameSite).join(', ')}: how its other links stand is not known.`}
          {hasUnknownEnd ? <span>Cannot say of its other end: nothing tells which site it is.</span> : null}
        </dd>
        <dt className="text-muted">Links that ride on it</dt>
        <dd>
          {riders.length === 0
            ? 'None that is known'
            : riders.map(({ id, name }, index) => (
                <span key={id}>
                  {index === 0 ? `${formatNumber(riders.length)}: ` : ', '}
                  <TextLink href={`/links/${encodeURIComponent(id)}`}>{name}</TextLink>
                </span>
              ))}
        </dd>
        <dt className="text-muted">What would carry instead</dt>
        <dd>
          {carryingSpares.length === 0
            ? 'No link that is named as its spare carries now'
            : carryingSpares.map(({ id, name }, index) => (
                <span key={id}>
                  {index === 0 ? '' : ', '}
                  <TextLink href={`/links/${encodeURIComponent(id)}`}>{name}</TextLink>
                </span>
              ))}
        </dd>
      </dl>
    </Panel>
  );
}
