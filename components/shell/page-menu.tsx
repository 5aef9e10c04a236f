'use client';
import { Menu as MenuIcon } from 'lucide-react';
import Link from 'next/link';
import { findPermissionRefusal } from '@/components/query-view/permission-refusal';
import { usePermissions } from '@/components/shell/use-me';
import { Button } from '@/components/ui/button';
import { Menu, MenuItem, MenuLabel } from '@/components/ui/dropdown-menu';
import { type ConsolePage, pageGroups } from './pages';

/** The pages as a menu, where the window is too narrow for the rail. */
export function PageMenu() {
  const permissions = usePermissions();
  const refusalOf = ({ needs }: ConsolePage) =>
    needs === null || permissions === undefined ? null : findPermissionRefusal(permissions, needs);
  return (
    <div className="sm:hidden">
      <Menu
        label="Pages"
        align="start"
        trigger={
          <Button variant="quiet" aria-label="Pages" className="w-8 px-0!">
            <MenuIcon aria-hidden />
          </Button>
        }
      >
        {pageGroups.map((group) => (
          <div key={group.title}>
            <MenuLabel>{group.title}</MenuLabel>
            {group.pages.map((page) => {
              const refusal = refusalOf(page);
              const Icon = page.icon;
              return refusal === null ? (
                <MenuItem key={page.href} asChild>
                  <Link href={page.href}>
                    <Icon aria-hidden /> {page.title}
                  </Link>
                </MenuItem>
              ) : (
                <MenuItem key={page.href} refusal={refusal}>
                  <Icon aria-hidden /> {page.title}
                </MenuItem>
              );
            })}
          </div>
        ))}
      </Menu>
    </div>
  );
}
