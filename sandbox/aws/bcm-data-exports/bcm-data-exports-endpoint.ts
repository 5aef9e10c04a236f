import { z } from 'zod';
import { addMonths, type Month, monthOf } from '../../world/bills/calendar';
import { AwsError } from '../aws-error';
import type { Call } from '../call';
import { defineOperation } from '../endpoint';
import {
  createdAt,
  type DataExport,
  dataExports,
  destination,
  firstMonth,
  queryStatement,
} from '../exports/definitions';
import { executionId, filesAt } from '../exports/deliveries';
import { invalidInput, jsonEndpoint } from '../json-endpoint';
import { pageOf } from '../paging/page';
import type { WireDocument } from '../protocol/wire-value';

const invalid = invalidInput('ValidationException');
const paging = { MaxResults: z.int().min(1).max(100).default(100), NextToken: z.string().optional() };
const invalidToken = () => new AwsError('ValidationException', 'The NextToken is not valid.', 400);

const listExports = defineOperation({
  name: 'ListExports',
  action: 'bcm-data-exports:ListExports',
  input: z.object(paging),
  invalid,
  run(call, { MaxResults: size, NextToken: token }) {
    const page = pageOf(call, { items: exportsOf(call), keyOf: ({ name }) => name, size, token, invalidToken });
    return {
      document: {
        Exports: page.items.map((each) => ({
          ExportArn: each.arn,
          ExportName: each.name,
          ExportStatus: statusOf(call, each),
        })),
        NextToken: page.nextToken,
      },
    };
  },
});

const getExport = defineOperation({
  name: 'GetExport',
  action: 'bcm-data-exports:GetExport',
  input: z.object({ ExportArn: z.string() }),
  invalid,
  run(call, { ExportArn: arn }) {
    const found = demandExport(call, arn);
    return { document: { Export: exportDocument(found), ExportStatus: statusOf(call, found) } };
  },
});

/** The latest delivery of each month, the newest first. */
const listExecutions = defineOperation({
  name: 'ListExecutions',
  action: 'bcm-data-exports:ListExecutions',
  input: z.object({ ExportArn: z.string(), ...paging }),
  invalid,
  run(call, { ExportArn: arn, MaxResults: size, NextToken: token }) {
    const found = demandExport(call, arn);
    const page = pageOf(call, {
      items: executionsOf(call, found),
      keyOf: ({ month }) => month,
      descending: true,
      size,
      token,
      question: arn,
      invalidToken,
    });
    return {
      document: {
        Executions: page.items.map(({ id, status }) => ({ ExecutionId: id, ExecutionStatus: status })),
        NextToken: page.nextToken,
      },
    };
  },
});

export const bcmDataExportsEndpoint = jsonEndpoint({
  signingName: 'bcm-data-exports',
  targetPrefix: 'AWSBillingAndCostManagementDataExports',
  operations: [getExport, listExecutions, listExports],
  onlyRegion: 'us-east-1',
  brokenCode: 'InternalServerException',
});

/** Exports are the payer's alone. */
function exportsOf({ account }: Call): readonly DataExport[] {
  return account === destination.account ? dataExports : [];
}

function demandExport(call: Call, arn: string): DataExport {
  const found = exportsOf(call).find((each) => each.arn === arn);
  if (found) return found;
  throw new AwsError('ResourceNotFoundException', `Export ${arn} does not exist.`, 400, {
    detail: { ResourceId: arn, ResourceType: 'Export' },
  });
}

function statusOf(call: Call, { name }: DataExport): WireDocument {
  const refreshed = filesAt(call.bills, dataExports, call.world.at)
    .filter(({ source, part }) => source.name === name && part === null)
    .reduce<Date | null>((latest, { lastModified }) => (latest && latest > lastModified ? latest : lastModified), null);
  return { StatusCode: 'HEALTHY', CreatedAt: createdAt, LastUpdatedAt: createdAt, LastRefreshedAt: refreshed };
}

function exportDocument(each: DataExport): WireDocument {
  return {
    ExportArn: each.arn,
    Name: each.name,
    Description: each.description,
    DataQuery: { QueryStatement: queryStatement(each), TableConfigurations: { [each.table]: each.configuration } },
    DestinationConfigurations: {
      S3Destination: {
        S3Bucket: destination.bucket,
        S3Prefix: destination.prefix,
        S3Region: destination.region,
        S3OutputConfigurations: {
          OutputType: 'CUSTOM',
          Format: each.format,
          Compression: each.compression,
          Overwrite: 'OVERWRITE_REPORT',
        },
      },
    },
    RefreshCadence: { Frequency: 'SYNCHRONOUS' },
  };
}

function executionsOf(call: Call, source: DataExport) {
  const executions: { month: Month; id: string; status: WireDocument }[] = [];
  const delivered = filesAt(call.bills, [source], call.world.at);
  for (let month = monthOf(call.world.at); month >= firstMonth; month = addMonths(month, -1)) {
    const writtenAt = call.bills.writtenAt('aws', month, call.world.at);
    if (writtenAt === null) continue;
    const files = delivered.filter((file) => file.month === month && file.writtenAt.getTime() === writtenAt.getTime());
    const isDone = files.some(({ part }) => part === 1) && files.some(({ part }) => part === null);
    const last = new Date(Math.max(...files.map(({ lastModified }) => lastModified.getTime()), writtenAt.getTime()));
    executions.push({
      month,
      id: executionId(source, month, writtenAt),
      status: {
        StatusCode: isDone ? 'DELIVERY_SUCCESS' : 'DELIVERY_IN_PROCESS',
        CreatedAt: writtenAt,
        LastUpdatedAt: last,
        CompletedAt: isDone ? last : undefined,
      },
    });
  }
  return executions;
}
