/** A page below Links: its address and what stands on its tab. */
export interface LinkPart {
  href: string;
  title: string;
}

/** The pages below Links. */
export const linkParts: readonly LinkPart[] = [
  { href: '/links', title: 'List' },
  { href: '/links/topology', title: 'Topology' },
  { href: '/links/matrix', title: 'Matrix' },
  { href: '/links/path', title: 'Path' },
];

/** The part an address belongs to; null when to none, as the page of one link. */
export function findLinkPart(pathname: string): LinkPart | null {
  return linkParts.find(({ href }) => href === pathname) ?? null;
}
