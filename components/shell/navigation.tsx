'use client';
import { clsx } from 'clsx';
import { Lock, PanelLeftClose, PanelLeftOpen } from 'lucide-react';
import Link from 'next/link';
import { usePathname } from 'next/navigation';
import { useState } from 'react';
import { findPermissionRefusal } from '@/components/query-view/permission-refusal';
import { usePermissions } from '@/components/shell/use-me';
import { Tooltip } from '@/components/ui/tooltip';
import { type ConsolePage, findPage, pageGroups } from './pages';
import { remember } from './remember';

const itemClasses = 'flex h-8 items-center gap-3 rounded-control px-3 text-body';

/** The rail at the left: every page there is, 224 px wide or 56 when collapsed. */
export function Navigation({ initiallyCollapsed }: { initiallyCollapsed: boolean }) {
  const [isCollapsed, setIsCollapsed] = useState(initiallyCollapsed);
  const current = findPage(usePathname());
  const permissions = usePermissions();

  function toggle() {
    remember('rail', isCollapsed ? null : 'collapsed');
    setIsCollapsed(!isCollapsed);
  }

  return (
    <nav
      aria-label="Pages"
      data-collapsed={isCollapsed || undefined}
      className="group/rail sticky top-0 hidden h-dvh w-14 shrink-0 flex-col gap-4 overflow-y-auto border-r bg-surface px-2 py-3 sm:flex lg:w-56 lg:data-[collapsed]:w-14"
    >
      <Link href="/overview" className="flex h-6 items-center gap-3 rounded-control px-2.5 font-semibold">
        <MillwrightSign />
        <RailText>Millwright</RailText>
      </Link>
      {pageGroups.map((group) => (
        <div key={group.title} className="flex flex-col gap-0.5">
          <p className="px-3 pb-1 font-medium text-meta text-subtle">
            <RailText>{group.title}</RailText>
          </p>
          <ul className="flex flex-col gap-0.5">
            {group.pages.map((page) => (
              <li key={page.href}>
                <RailItem
                  page={page}
                  isCurrent={page === current}
                  refusal={
                    page.needs === null || permissions === undefined
                      ? null
                      : findPermissionRefusal(permissions, page.needs)
                  }
                />
              </li>
            ))}
          </ul>
        </div>
      ))}
      <button
        type="button"
        onClick={toggle}
        aria-expanded={!isCollapsed}
        className={clsx(itemClasses, 'mt-auto hidden text-muted hover:bg-sunken hover:text-text lg:flex')}
      >
        {isCollapsed ? (
          <PanelLeftOpen aria-hidden className="size-4 shrink-0" />
        ) : (
          <PanelLeftClose aria-hidden className="size-4 shrink-0" />
        )}
        <RailText>{isCollapsed ? 'Expand navigation' : 'Collapse navigation'}</RailText>
      </button>
    </nav>
  );
}

/** Text of the rail: seen when there is room for it, read aloud always. */
function RailText({ children }: { children: string }) {
  return <span className="sr-only truncate lg:not-sr-only lg:group-data-[collapsed]/rail:sr-only">{children}</span>;
}

interface RailItemProps {
  page: ConsolePage;
  isCurrent: boolean;
  /** Why it is closed to the person; null when it is open. */
  refusal: string | null;
}

function RailItem({ page, isCurrent, refusal }: RailItemProps) {
  const Icon = page.icon;
  if (refusal !== null) {
    return (
      <Tooltip content={refusal} side="right">
        <button
          type="button"
          aria-disabled="true"
          className={clsx(itemClasses, 'w-full cursor-not-allowed text-subtle')}
        >
          <Icon aria-hidden className="size-4 shrink-0" />
          <RailText>{page.title}</RailText>
          <Lock
            aria-hidden
            className="ml-auto hidden size-3.5 shrink-0 lg:block lg:group-data-[collapsed]/rail:hidden"
          />
          <span className="sr-only">{refusal}</span>
        </button>
      </Tooltip>
    );
  }
  return (
    <Tooltip content={page.title} shortcut={`g ${page.key}`} side="right" isName>
      <Link
        href={page.href}
        aria-current={isCurrent ? 'page' : undefined}
        className={clsx(
          itemClasses,
          isCurrent ? 'bg-accent-tint font-medium text-accent' : 'text-muted hover:bg-sunken hover:text-text',
        )}
      >
        <Icon aria-hidden className="size-4 shrink-0" />
        <RailText>{page.title}</RailText>
      </Link>
    </Tooltip>
  );
}

/** A millstone and its spindle. */
export function MillwrightSign() {
  return (
    <svg aria-hidden="true" viewBox="0 0 20 20" className="size-5 shrink-0 text-accent">
      <circle cx="10" cy="10" r="8.25" fill="none" stroke="currentColor" strokeWidth="1.75" />
      <path
        d="M10 7V2M13 10h5M10 13v5M7 10H2"
        fill="none"
        stroke="currentColor"
        strokeWidth="1.75"
        strokeLinecap="round"
      />
      <circle cx="10" cy="10" r="2.5" fill="currentColor" />
    </svg>
  );
}
