import { describe, expect, it } from 'vitest';
import { ProviderError } from '../../contract/provider-error';
import type { GoogleClient } from '../connect/google-client';
import { testBilling } from './test-billing';

const table = 'gcp_billing_export_v1_01A2B3_C4D5E6_F7A8B9';

/** BigQuery with these tables, of which none may be read where `refused`. */
function clientOf(tables: string[], refused = false): GoogleClient {
  return {
    token: async () => 'token',
    fetchGuarded: fetch,
    async call({ operation, path }, schema) {
      if (operation === 'bigquery:tables.list')
        return schema.parse({ tables: tables.map((tableId) => ({ tableReference: { tableId } })) });
      expect(path).toBe(`/bigquery/v2/projects/bill-project/datasets/costs/tables/${table}/data`);
      if (!refused) return schema.parse({ totalRows: '1' });
      throw new ProviderError({ kind: 'permission-missing', operation, message: 'Denied.', remedy: 'Grant it.' });
    },
  };
}

const outcomesOf = async (client: GoogleClient, datasets = ['bill-project.costs']) =>
  (await testBilling(client, datasets)).map(({ title, outcome, permission }) => [title, outcome, permission]);

describe('the test of a connection with billing datasets', () => {
  it('finds an export and lists a row of it', async () => {
    expect(await outcomesOf(clientOf(['other', table]))).toEqual([
      ['Find a billing export in bill-project.costs', 'passed', 'bigquery.tables.list'],
      [`List a row of ${table}`, 'passed', 'bigquery.tables.getData'],
    ]);
  });

  it('says what fails: no export, or no right to its rows', async () => {
    expect(await outcomesOf(clientOf(['other']))).toEqual([
      ['Find a billing export in bill-project.costs', 'failed', 'bigquery.tables.list'],
    ]);
    expect((await outcomesOf(clientOf([table], true))).map(([, outcome]) => outcome)).toEqual(['passed', 'failed']);
  });

  it('tries nothing where there are none', async () => {
    expect(await outcomesOf(clientOf([table]), [])).toEqual([]);
  });
});
