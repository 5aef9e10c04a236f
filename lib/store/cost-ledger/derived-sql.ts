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
 * SQL for what is derived of a row, over the relation `source` for what is told, and over the typed columns for the others.
 */
export function derivedSql(source: BillingSource, { others }: IdentifiedColumns) {
  const find = (names: readonly string[]) =>
    others.filter(({ name }) => names.some((wanted) => wanted.toLowerCase() === name.toLowerCase())).map(toText);
  const provider = providerOfSource[source];
  // What we wrote ourselves says what a provider's row leaves to be told from its machine.
  const own = (name: string) => coalesce([...(source === 'on-premises-rates' ? find([name]) : []), 'NULL::VARCHAR']);
  return {
    gpuModel: own('x_GpuModel'),
    gpuHours: own('x_GpuHours'),
    usageText: coalesce([...find(usageColumns), 'NULL::VARCHAR']),
    machineText: coalesce([...find(machineColumns), 'NULL::VARCHAR']),
    provider: provider === null ? providerByName() : toLiteral(provider),
    other:
      others.length === 0
        ? 'NULL::MAP(VARCHAR, VARCHAR)'
        : // A map that is made of a struct is not searched for keys that it has twice: several times faster.
          `{${others.map((column) => `${toLiteral(column.name)}: (${toText(column)})::VARCHAR`).join(', ')}}::MAP(VARCHAR, VARCHAR)`,
  };
}

/** Layers over typed rows that add `x_gpu_model`, `x_gpu_hours` and `x_transfer`; `typed` is a FROM item. */
export function withDerived(typed: string): string {
  return `SELECT * EXCLUDE (usage_text, machine_text, told_gpu_model, told_gpu_hours, meter, machine, place, gpu_sku),
      CASE WHEN told_gpu_model IS NOT NULL THEN told_gpu_model WHEN place IS NOT NULL THEN ${machineModels}[place] ELSE gpu_sku END AS x_gpu_model,
      CASE
        WHEN told_gpu_hours IS NOT NULL THEN TRY_CAST(told_gpu_hours AS DECIMAL(38,24))
        WHEN told_gpu_model IS NOT NULL THEN NULL
        WHEN ChargeCategory IS DISTINCT FROM 'Usage' OR CommitmentDiscountStatus = 'Unused' OR (place IS NULL AND gpu_sku IS NULL) THEN NULL
        WHEN is_device_hours(ConsumedUnit) THEN ConsumedQuantity
        WHEN is_hours(ConsumedUnit) THEN ConsumedQuantity * coalesce(${machineCounts}[place], 1::UTINYINT)
        WHEN is_device_hours(PricingUnit) THEN PricingQuantity
        WHEN is_hours(PricingUnit) THEN PricingQuantity * coalesce(${machineCounts}[place], 1::UTINYINT)
      END::DECIMAL(38,24) AS x_gpu_hours,
      ${transferSql('meter')} AS x_transfer
    FROM (
      SELECT *,
        CASE WHEN contains(${initials}, left(machine, 1)) THEN list_position(${machineNames}, machine) END AS place,
        CASE WHEN x_provider = 'google-cloud' THEN google_accelerator(meter) END AS gpu_sku
      FROM (
        SELECT *, coalesce(usage_text, SkuMeter, ChargeDescription) AS meter, machine_of(machine_text, SkuPriceDetails, CASE WHEN x_provider = 'azure' THEN coalesce(SkuMeter, usage_text) ELSE coalesce(usage_text, SkuMeter) END) AS machine
        FROM ${typed}
      )
    )`;
}

function transferSql(meter: string): string {
  const cases = transferPatterns.map(
    ({ pattern, transfer }) => `WHEN regexp_matches(${meter}, ${toLiteral(pattern)}) THEN ${toLiteral(transfer)}`,
  );
  return `CASE WHEN contains(${meter}, 'Bytes') OR contains(${meter}, 'Data Transfer') OR contains(${meter}, 'data transfer') OR contains(${meter}, 'Egress') OR contains(${meter}, 'egress') OR contains(${meter}, 'DataXfer')
    THEN CASE ${cases.join(' ')} END END`;
}

function providerByName(): string {
  const cases = [...providersByBillName].map(([name, id]) => `WHEN ${toLiteral(name)} THEN ${toLiteral(id)}`);
  return `CASE lower(trim(coalesce(ProviderName, ServiceProviderName))) ${cases.join(' ')} END`;
}

function coalesce(expressions: readonly string[]): string {
  return expressions.length === 1 ? expressions.join() : `coalesce(${expressions.join(', ')})`;
}
