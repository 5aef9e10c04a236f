import { RulesPanel } from './rules-panel';
import { SitesPanel } from './sites-panel';

/** The places of the factory, and how resources come to stand in them. */
export function SiteSettings() {
  return (
    <div className="flex flex-col gap-4">
      <SitesPanel />
      <RulesPanel />
    </div>
  );
}
