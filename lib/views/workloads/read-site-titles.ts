import type { Database } from '@/lib/store/database/database';

/** Titles of those of these sites that somebody described, by name. */
export async function readSiteTitles({ prisma }: Database, names: readonly string[]): Promise<Record<string, string>> {
  const sites = await prisma.site.findMany({
    where: { name: { in: [...new Set(names)] } },
    select: { name: true, title: true },
  });
  return Object.fromEntries(sites.map(({ name, title }) => [name, title]));
}
