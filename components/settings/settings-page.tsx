'use client';
import dynamic from 'next/dynamic';
import { parseAsStringLiteral, useQueryState } from 'nuqs';
import { Page, PageHeader } from '@/components/shell/page-header';
import { useMay } from '@/components/shell/use-me';
import { Tabs } from '@/components/ui/tabs';
import { Preferences } from './preferences';
import { RoleMatrix } from './role-matrix';

const PeopleSettings = dynamic(() => import('./people/people-settings').then((module) => module.PeopleSettings));
const SiteSettings = dynamic(() => import('./sites/site-settings').then((module) => module.SiteSettings));
const TokenSettings = dynamic(() => import('./tokens/token-settings').then((module) => module.TokenSettings));

const tabs = ['people', 'roles', 'sites', 'tokens', 'preferences'] as const;

/** Who may do what, which places there are, and how each person likes the console. The tab is in the URL. */
export function SettingsPage() {
  const mayReadPeople = useMay('people:read');
  const [chosen, setTab] = useQueryState('tab', parseAsStringLiteral(tabs));
  return (
    <Page>
      <PageHeader title="Settings" />
      <div className="max-w-[100rem]">
        <Tabs
          label="Settings"
          value={chosen ?? (mayReadPeople ? 'people' : 'preferences')}
          onValueChange={(next) => setTab(next)}
          tabs={[
            { value: 'people', label: 'People', content: <PeopleSettings /> },
            { value: 'roles', label: 'Roles', content: <RoleMatrix /> },
            { value: 'sites', label: 'Sites', content: <SiteSettings /> },
            { value: 'tokens', label: 'API tokens', content: <TokenSettings /> },
            { value: 'preferences', label: 'Preferences', content: <Preferences /> },
          ]}
        />
      </div>
    </Page>
  );
}
