'use client';
import { X } from 'lucide-react';
import { IconButton } from '@/components/ui/icon-button';
import { Panel } from '@/components/ui/panel';
import { StatusMark } from '@/components/ui/status-mark';
import { TextLink } from '@/components/ui/text-link';
import type { SiteStanding } from '@/lib/api/contracts/site-pages';
import { nameSite, sitePartWords } from '@/lib/format/site-words';
import { PartStatus } from './part-status';
import { toSiteHref } from './to-site-href';

/** The marked site in short: how its parts stand, and why it is not healthy. */
export function SelectedSite({ site, onClose }: { site: SiteStanding; onClose: () => void }) {
  return (
    <Panel
      title={nameSite(site)}
      menu={
        <>
          <StatusMark tone={site.status} />
          <IconButton label="Deselect" size="compact" onClick={onClose}>
            <X aria-hidden />
          </IconButton>
        </>
      }
    >
      <div className="flex flex-col gap-3 px-4 py-3">
        {site.reasons.length === 0 ? null : (
          <ul className="flex flex-col gap-0.5 text-muted">
            {site.reasons.map((reason) => (
              <li key={reason}>{reason}</li>
            ))}
          </ul>
        )}
        <dl className="grid grid-cols-2 gap-x-4 gap-y-2 sm:grid-cols-3">
          {site.parts.map((part) => (
            <div key={part.part} className="flex flex-col gap-0.5">
              <dt className="text-meta text-muted">{sitePartWords[part.part].title}</dt>
              <dd>
                <PartStatus part={part} />
              </dd>
            </div>
          ))}
        </dl>
        <TextLink href={toSiteHref(site.name)} className="self-start font-medium">
          Open the page of {nameSite(site)}
        </TextLink>
      </div>
    </Panel>
  );
}
