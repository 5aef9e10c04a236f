import type { Database } from '@/lib/store/database/database';
import { type Measurement, measure } from '../measure';

const turns = 15;

/** What the same machine takes in the same minute for the plain ways of asking. */
export async function benchReferences({ pool, prisma }: Database): Promise<Measurement[]> {
  const page = `select * from resource where gone_at is null order by left(lower(name), 100) collate "C", id`;
  return [
    await measure('reference: keyset page in bare SQL', turns, () => pool.query(`${page} limit 50`)),
    await measure('reference: the same through Prisma', turns, () =>
      prisma.resource.findMany({ where: { goneAt: null }, orderBy: { id: 'asc' }, take: 50 }),
    ),
    await measure('reference: OFFSET of nine tenths', 3, () =>
      pool.query(`${page} offset (select count(*) * 9 / 10 from resource) limit 50`),
    ),
    await measure('reference: count(*)', 5, () => pool.query('select count(*) from resource where gone_at is null')),
    await measure('reference: one facet by GROUP BY', 5, () =>
      pool.query('select kind, count(*) from resource where gone_at is null group by kind'),
    ),
    await measure('reference: search by ILIKE, bare', 3, () =>
      pool.query(`select id from resource where search_text ilike '%zephyr-quartz%' order by name limit 50`),
    ),
  ];
}
