import {
  Boxes,
  Cable,
  Coins,
  LayoutDashboard,
  ListChecks,
  type LucideIcon,
  MapPinned,
  Microchip,
  Plug,
  ScrollText,
  Settings,
} from 'lucide-react';
import type { Permission } from '@/lib/domain/access';

/** A page of the console. */
export interface ConsolePage {
  href: string;
  title: string;
  icon: LucideIcon;
  /** The key after `g` that leads here. */
  key: string;
  /** What one must hold to see anything on it; null when everyone may. */
  needs: Permission | null;
}

/** The console's pages in the order of the rail, by what they are for. */
export const pageGroups: ReadonlyArray<{ title: string; pages: readonly ConsolePage[] }> = [
  {
    title: 'Observe',
    pages: [
      { href: '/overview', title: 'Overview', icon: LayoutDashboard, key: 'o', needs: 'inventory:read' },
      { href: '/sites', title: 'Sites', icon: MapPinned, key: 's', needs: 'inventory:read' },
      { href: '/inventory', title: 'Inventory', icon: Boxes, key: 'i', needs: 'inventory:read' },
      { href: '/gpus', title: 'GPUs', icon: Microchip, key: 'g', needs: 'inventory:read' },
      { href: '/workloads', title: 'Workloads', icon: ListChecks, key: 'w', needs: 'inventory:read' },
      { href: '/cost', title: 'Cost', icon: Coins, key: 'c', needs: 'cost:read' },
      { href: '/links', title: 'Links', icon: Cable, key: 'l', needs: 'inventory:read' },
    ],
  },
  {
    title: 'Govern',
    pages: [
      { href: '/activity', title: 'Activity', icon: ScrollText, key: 'y', needs: 'activity:read' },
      { href: '/connections', title: 'Connections', icon: Plug, key: 'k', needs: 'connections:read' },
      { href: '/settings', title: 'Settings', icon: Settings, key: ',', needs: null },
    ],
  },
];

export const consolePages: readonly ConsolePage[] = pageGroups.flatMap((group) => group.pages);

/** The page an address belongs to; null when to none. */
export function findPage(pathname: string): ConsolePage | null {
  return consolePages.find(({ href }) => pathname === href || pathname.startsWith(`${href}/`)) ?? null;
}
