import { z } from 'zod';
import { shortIdOf } from '../../world/aws/native-id';
import type { AwsKind, RecordOf } from '../../world/aws/records';
import { AwsError } from '../aws-error';
import { defineOperation, type Operation, wireBoolean, wireInteger } from '../endpoint';
import { pageOf, wholeOf } from '../paging/page';
import type { WireDocument } from '../protocol/wire-value';
import { applyFilters, type FilterReaders, filtersSchema } from './filters';
import { dryRun, idsWithPageSize, invalidNextToken, invalidParameters, pageSizeOutOfRange } from './refusals';

export interface DescribeList<K extends AwsKind> {
  name: string;
  kind: K;
  /** Name of the parameter that lists ids. */
  idParameter: string;
  /** Stem of the codes for unknown and misspelt ids, e.g. `InvalidVpcID`. */
  invalidId: string;
  idPattern: RegExp;
  filters: FilterReaders<RecordOf<K>>;
  /** False for operations that answer all at once and know no tokens. */
  isPaged?: boolean;
  smallestPage?: number;
  largestPage?: number;
  /** Things to leave out unless asked for; absent leaves nothing out. */
  isListed?: (record: RecordOf<K>, flags: Readonly<Record<string, boolean>>) => boolean;
  /** Boolean parameters beside the usual ones. */
  flags?: readonly string[];
  document(records: RecordOf<K>[]): WireDocument;
}

/** One of EC2's many "describe" operations: ids, filters, pages, a list. */
export function describeList<K extends AwsKind>(definition: DescribeList<K>): Operation {
  const { name, kind, idParameter, isPaged = true, smallestPage = 5, largestPage = 1000, flags = [] } = definition;
  const shape: Record<string, z.ZodType> = {
    [idParameter]: z.array(z.string()).optional(),
    Filter: filtersSchema.optional(),
    DryRun: wireBoolean.optional(),
    ...Object.fromEntries(flags.map((flag) => [flag, wireBoolean.optional()])),
    ...(isPaged ? { MaxResults: wireInteger.optional(), NextToken: z.string().optional() } : {}),
  };
  return defineOperation({
    name,
    action: `ec2:${name}`,
    input: z.strictObject(shape),
    invalid: invalidParameters,
    run(call, given) {
      if (given.DryRun === true) throw dryRun();
      const ids = z.array(z.string()).optional().parse(given[idParameter]);
      const filters = filtersSchema.parse(given.Filter ?? []);
      const asked = Object.fromEntries(flags.map((flag) => [flag, given[flag] === true]));
      const { isListed = () => true } = definition;
      const records = call.world.list(kind, call.account, call.region).filter((record) => isListed(record, asked));
      const chosen = ids ? choose(definition, records, ids) : records;
      const matching = applyFilters(chosen, filters, definition.filters);
      if (!isPaged) return { document: definition.document(wholeOf(call, matching)) };
      const pageSize = z.number().optional().parse(given.MaxResults);
      if (ids && pageSize !== undefined) throw idsWithPageSize();
      if (pageSize !== undefined && (pageSize < smallestPage || pageSize > largestPage)) {
        throw pageSizeOutOfRange(pageSize, smallestPage, largestPage);
      }
      const page = pageOf(call, {
        items: matching,
        keyOf: shortIdOf,
        size: pageSize ?? largestPage,
        token: z.string().optional().parse(given.NextToken),
        question: { ids, filters, asked },
        invalidToken: invalidNextToken,
      });
      return { document: { ...definition.document(page.items), nextToken: page.nextToken } };
    },
  });
}

function choose<K extends AwsKind>(
  { invalidId, idPattern }: DescribeList<K>,
  records: readonly RecordOf<K>[],
  ids: string[],
): RecordOf<K>[] {
  const malformed = ids.find((id) => !idPattern.test(id));
  if (malformed !== undefined) throw new AwsError(`${invalidId}.Malformed`, `Invalid id: "${malformed}"`, 400);
  const byId = new Map(records.map((record) => [shortIdOf(record), record]));
  const unknown = ids.filter((id) => !byId.has(id));
  if (unknown.length > 0) {
    throw new AwsError(`${invalidId}.NotFound`, `The id '${unknown.join(', ')}' does not exist`, 400);
  }
  return records.filter((record) => ids.includes(shortIdOf(record)));
}
