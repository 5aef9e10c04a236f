import type { Prisma } from '@/lib/store/database/generated/client';

/** A scheme that people declared to be of machines at one's own place. */
export interface OwnScheme {
  scheme: string;
  createdBy: string;
  createdAt: Date;
}

/** Every declared scheme, in alphabetical order. */
export function readOwnSchemes({ costOwnScheme }: Prisma.TransactionClient): Promise<OwnScheme[]> {
  return costOwnScheme.findMany({ orderBy: { scheme: 'asc' } });
}

/** False: it is declared already. */
export async function addOwnScheme({ costOwnScheme }: Prisma.TransactionClient, scheme: OwnScheme): Promise<boolean> {
  const { count } = await costOwnScheme.createMany({ data: [scheme], skipDuplicates: true });
  return count > 0;
}

/** Takes a declaration back, with the days that were noted of its nodes. False: there is none. */
export async function removeOwnScheme(tx: Prisma.TransactionClient, scheme: string): Promise<boolean> {
  const { count } = await tx.costOwnScheme.deleteMany({ where: { scheme } });
  if (count > 0) await tx.costNodeDay.deleteMany({ where: { node: { startsWith: `${scheme}/` } } });
  return count > 0;
}
