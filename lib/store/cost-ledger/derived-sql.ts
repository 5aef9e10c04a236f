import { acceleratorMachines } from '@/lib/domain/cost/accelerator-machines';
import type { BillingSource } from '@/lib/domain/cost/billing-delivery';
import { providerOfSource, providersByBillName } from '@/lib/domain/cost/provider-of-bill';
import { transferPatterns } from '@/lib/domain/cost/transfer-patterns';
import { toText } from './column-sql';
import type { IdentifiedColumns } from './identify-columns';
import { toListLiteral, toLiteral } from './sql-text';

/** Columns beside FOCUS's from which machines and usage are told, where a provider's file has them. */
const usageColumns = ['x_UsageType', 'x_SkuMeterName', 'x_SkuDescription'];
const machineColumns = ['x_InstanceType', 'x_VMSize'];

const machines = [...acceleratorMachines];
const machineNames = toListLiteral(machines.map(([name]) => name));
const machineModels = toListLiteral(machines.map(([, { model }]) => model));
const machineCounts = `([${machines.map(([, { count }]) => count).join(', ')}]::UTINYINT[])`;
const initials = toLiteral([...new Set(machines.map(([name]) => name.charAt(0)))].join(''));

/**
 * SQL for what is derived of a row, over the relation `source` for `usage_text` and `machine_text`, and over the typed
 * columns for the others.
 */
export function derivedSql(source: BillingSource, { others }: IdentifiedColumns) {
  const find = (names: readonly string[]) =>
    others.filter(({ name }) => names.some((wanted) => wanted.toLowerCase() === name.toLowerCase())).map(toText);
  const provider = providerOfSource[source];
  return {
    usageText: coalesce([...find(usageColumns), 'NULL::VARCHAR']),
    machineText: coalesce([...find(machineColumns), 'NULL::VARCHAR']),
    provider: provider === null ? providerByName() : toLiteral(provider),
    other:
      others.length === 0
        ? 'NULL::MAP(VARCHAR, VARCHAR)'
        : `MAP(${toListLiteral(others.map(({ name }) => name))}, [${others.map(toText).join(', ')}]::VARCHAR[])`,
  };
}

/** Layers over typed rows that add `x_gpu_model`, `x_gpu_hours` and `x_transfer`; `typed` is a FROM item. */
export function withDerived(typed: string): string {
  return `SELECT * EXCLUDE (usage_text, machine_text, meter, machine, place, gpu_sku),
      CASE WHEN place IS NOT NULL THEN ${machineModels}[place] WHEN gpu_sku <> '' THEN 'NVIDIA ' || gpu_sku END AS x_gpu_model,
      CASE
        WHEN ChargeCategory IS DISTINCT FROM 'Usage' OR (place IS NULL AND coalesce(gpu_sku, '') = '') THEN NULL
        WHEN is_hours(ConsumedUnit) THEN ConsumedQuantity * coalesce(${machineCounts}[place], 1::UTINYINT)
        WHEN is_hours(PricingUnit) THEN PricingQuantity * coalesce(${machineCounts}[place], 1::UTINYINT)
      END::DECIMAL(38,24) AS x_gpu_hours,
      ${transferSql('meter')} AS x_transfer
    FROM (
      SELECT *,
        CASE WHEN contains(${initials}, left(machine, 1)) THEN list_position(${machineNames}, machine) END AS place,
        CASE WHEN x_provider = 'google-cloud' AND contains(meter, 'GPU')
          THEN regexp_extract(meter, '^Nvidia (?:Tesla )?(RTX PRO [0-9]+|[A-Z]+[0-9]+[A-Z]*)\\b.*\\bGPU\\b', 1) END AS gpu_sku
      FROM (
        SELECT *, coalesce(usage_text, SkuMeter, ChargeDescription) AS meter, machine_of(machine_text, SkuPriceDetails, coalesce(usage_text, SkuMeter)) AS machine
        FROM ${typed}
      )
    )`;
}

function transferSql(meter: string): string {
  const cases = transferPatterns.map(
    ({ pattern, transfer }) => `WHEN regexp_matches(${meter}, ${toLiteral(pattern)}) THEN ${toLiteral(transfer)}`,
  );
  return `CASE WHEN contains(${meter}, 'Bytes') OR contains(${meter}, 'Data Transfer') OR contains(${meter}, 'Egress')
    THEN CASE ${cases.join(' ')} END END`;
}

function providerByName(): string {
  const cases = [...providersByBillName].map(([name, id]) => `WHEN ${toLiteral(name)} THEN ${toLiteral(id)}`);
  return `CASE lower(trim(coalesce(ProviderName, ServiceProviderName))) ${cases.join(' ')} END`;
}

function coalesce(expressions: readonly string[]): string {
  return expressions.length === 1 ? expressions.join() : `coalesce(${expressions.join(', ')})`;
}
