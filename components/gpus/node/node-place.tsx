import { ChevronRight } from 'lucide-react';
import Link from 'next/link';
import type { GpuNode } from '@/lib/api/contracts/gpu-nodes';
import { useDeviceHref } from '../use-device-href';

interface Crumb {
  key: string;
  label: string;
  /** Null: this is where one is. */
  href: string | null;
}

/** Where a device stands: site → cluster → node → GPU, each step leading to the fleet narrowed to it. */
export function NodePlace({ node, slot }: { node: GpuNode; slot: number | null }) {
  const toHref = useDeviceHref();
  return (
    <nav aria-label="Place of this GPU">
      <ol className="flex flex-wrap items-center gap-x-1 text-muted">
        {toCrumbs(node, slot, toHref(node.id)).map(({ key, label, href }, index) => (
          <li key={key} className="flex min-h-6 items-center gap-1">
            {index === 0 ? null : <ChevronRight aria-hidden className="size-3.5 shrink-0 text-subtle" />}
            {href === null ? (
              <span aria-current="page" className="text-text">
                {label}
              </span>
            ) : (
              <Link href={href} className="rounded-control hover:text-text hover:underline">
                {label}
              </Link>
            )}
          </li>
        ))}
      </ol>
    </nav>
  );
}

/** `nodeHref`: the page of the node itself. */
function toCrumbs({ name, site, siteTitle, cluster }: GpuNode, slot: number | null, nodeHref: string): Crumb[] {
  const withSite = new URLSearchParams({ site });
  const crumbs: Crumb[] = [{ key: 'site', label: siteTitle ?? site, href: `/gpus?${withSite}` }];
  if (cluster !== null) {
    crumbs.push({ key: 'cluster', label: cluster, href: `/gpus?${new URLSearchParams({ site, cluster })}` });
  }
  crumbs.push({ key: 'node', label: name, href: slot === null ? null : nodeHref });
  if (slot !== null) crumbs.push({ key: 'gpu', label: `GPU ${slot}`, href: null });
  return crumbs;
}
