/** The machine a charge is for, as the table of machines names it; a charge beside the machine is not for it. */
export const derivingMacros: readonly string[] = [
  `CREATE MACRO is_hours(unit) AS lower(unit) IN ('hours', 'hour', 'hrs', 'hr', 'h')`,
  // Replacing texts is several times faster than a regular expression, and a bill has a million rows.
  `CREATE MACRO tidy_machine(text) AS
     replace(replace(replace(replace(replace(lower(text), ' ', '_'), 'standard_', ''), 'ml.', ''), '_spot', ''), '_low_priority', '')`,
  `CREATE MACRO machine_of(told, details, meter) AS CASE
     WHEN contains(meter, 'EBSOptimized') OR contains(meter, 'CPUCredits') THEN NULL
     WHEN told IS NOT NULL THEN tidy_machine(told)
     WHEN contains(meter, 'Usage:') THEN tidy_machine(split_part(meter, ':', -1))
     WHEN contains(details, '"InstanceType"') THEN tidy_machine(json_extract_string(details, '$.InstanceType'))
     WHEN contains(meter, ':') THEN tidy_machine(split_part(meter, ':', -1))
     ELSE tidy_machine(meter)
   END`,
];
