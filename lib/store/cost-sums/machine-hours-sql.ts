const isHours = (unit: string) => `lower(${unit}) IN ('hours', 'hour', 'hrs', 'hr', 'h')`;
const isMachineHours = (unit: string) =>
  `lower(${unit}) IN ('instance-hours', 'instance-hour', 'instance hours', 'node-hours', 'node-hour', 'node hours')`;

const meter = `coalesce(SkuMeter, '')`;

/**
 * Whether hours of a row are those of a whole machine. Google bills cores, memory and accelerators by the hour of each, and
 * never a machine; AWS and Azure bill licences and extras of a machine by its hours as well; our own rates make a row of each
 * part of what a machine costs.
 */
const isMachine = `CASE x_provider
    WHEN 'google-cloud' THEN false
    WHEN 'aws' THEN contains(${meter}, 'BoxUsage') OR contains(${meter}, 'SpotUsage') OR contains(${meter}, 'DedicatedUsage')
      OR contains(${meter}, 'CapacityBlock:')
      OR contains(${meter}, ':ml.')
    WHEN 'azure' THEN ServiceName ILIKE 'virtual machine%' AND NOT ${meter} ILIKE '%licen%'
    WHEN 'on-premises' THEN SkuId LIKE '%/depreciation' OR SkuId LIKE '%/unpriced'
    ELSE ServiceSubcategory = 'Virtual Machines' OR contains(coalesce(SkuPriceDetails, ''), '"InstanceType"') END`;

/** What is no machine is known for none of these: functions, containers, what stands beside machines. */
const isKnownForNone = `(x_provider = 'on-premises' OR (x_provider IN ('aws', 'azure') AND x_gpu_model IS NULL))`;

/**
 * Hours of whole machines of rows of usage of the ledger; nought: it is no machine; null: it may be one, and its hours are not
 * told.
 */
export const machineHoursSql = `CASE WHEN ChargeCategory <> 'Usage' OR CommitmentDiscountStatus = 'Unused' THEN NULL
    WHEN ${isMachineHours('ConsumedUnit')} THEN ConsumedQuantity
    WHEN ${isMachineHours('PricingUnit')} THEN PricingQuantity
    WHEN NOT coalesce(${isMachine}, false) THEN CASE WHEN ${isKnownForNone} THEN 0::DECIMAL(38, 24) END
    WHEN ${isHours('ConsumedUnit')} THEN ConsumedQuantity
    WHEN ${isHours('PricingUnit')} THEN PricingQuantity END`;
