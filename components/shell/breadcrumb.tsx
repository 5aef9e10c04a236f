'use client';
import { useQuery } from '@tanstack/react-query';
import { ChevronRight } from 'lucide-react';
import Link from 'next/link';
import { usePathname } from 'next/navigation';
import { nameSite } from '@/lib/format/site-words';
import { connectionQuery } from '@/lib/queries/connections';
import { gpuNodeQuery } from '@/lib/queries/gpus';
import { linkQuery } from '@/lib/queries/links';
import { sitePageQuery } from '@/lib/queries/site-pages';
import { workloadQuery } from '@/lib/queries/workloads';
import { findPage } from './pages';

/** Where one is: the page, and below it the rest of the address in words where it has any. */
export function Breadcrumb() {
  const pathname = usePathname();
  const page = findPage(pathname);
  if (page === null) return <span className="flex-1" />;
  const rest = pathname.slice(page.href.length).split('/').filter(Boolean);
  const last = rest.at(-1);
  return (
    <nav aria-label="Breadcrumb" className="min-w-0 flex-1">
      <ol className="flex min-w-0 items-center gap-1 text-body">
        <li className="min-w-0 truncate">
          {last === undefined ? (
            <span className="font-medium">{page.title}</span>
          ) : (
            <Link href={page.href} className="rounded-control text-muted hover:text-text hover:underline">
              {page.title}
            </Link>
          )}
        </li>
        {last === undefined ? null : (
          <li className="flex min-w-0 items-center gap-1">
            <ChevronRight aria-hidden className="size-3.5 shrink-0 text-subtle" />
            <span aria-current="page" className="truncate font-medium">
              {page.href === '/sites' ? (
                <SiteTitle name={decodeURIComponent(last)} />
              ) : identifierPattern.test(last) ? (
                <NameOf href={page.href} id={last} />
              ) : (
                (crumbs[pathname] ?? toCrumb(last))
              )}
            </span>
          </li>
        )}
      </ol>
    </nav>
  );
}

/** Of a resource, or of one of the links that a resource has. */
const identifierPattern = /^[0-9a-f-]{36}(~|%7E|$)/;

/** What the page has read of it already; nothing is asked for its sake. */
function NameOf({ href, id }: { href: string; id: string }) {
  const connection = useQuery({ ...connectionQuery(id), enabled: false });
  const node = useQuery({ ...gpuNodeQuery(id), enabled: false });
  const work = useQuery({ ...workloadQuery(id), enabled: false });
  const link = useQuery({ ...linkQuery(decodeURIComponent(id)), enabled: false });
  const names: Record<string, string | undefined> = {
    '/connections': connection.data?.name,
    '/gpus': node.data?.name,
    '/links': link.data?.link.name,
    '/workloads': work.data?.workload.name,
  };
  return names[href] ?? 'Details';
}

/** What people call the site, once its page has read it. */
function SiteTitle({ name }: { name: string }) {
  const { data } = useQuery({ ...sitePageQuery(name), enabled: false });
  return data === undefined ? name : nameSite(data.site);
}

/** Pages whose address does not read as their title. */
const crumbs: Readonly<Record<string, string>> = { '/cost/gpus': 'GPU waste', '/cost/transfer': 'Data transfer' };

function toCrumb(segment: string): string {
  if (/^\d{4}-\d{2}$/.test(segment)) return segment;
  const words = decodeURIComponent(segment).replaceAll('-', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}
