/** The address of a site's page; names may hold a slash. */
export function toSiteHref(name: string): string {
  return `/sites/${encodeURIComponent(name)}`;
}
