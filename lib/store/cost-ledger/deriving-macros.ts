/** The machine a charge is for, as the table of machines names it; a charge beside the machine is not for it. */
export const derivingMacros: readonly string[] = [
  // Not IN: of a long list DuckDB makes a join, after which rows are no longer written in the order they are read.
  `CREATE MACRO is_hours(unit) AS list_contains(['hours', 'hour', 'hrs', 'hr', 'h', 'instance-hours', 'node-hours'], lower(unit))`,
  // Devices are counted in it already, however many a machine has.
  `CREATE MACRO is_device_hours(unit) AS list_contains(['gpu-hours', 'gpu-hour', 'gpu hours', 'gpu hour'], lower(unit))`,
  // Google Cloud sells a device-hour, whatever machine it is in. What is charged beside or before it is no device-hour.
  `CREATE MACRO nvidia_sku(meter) AS upper(coalesce(
     nullif(regexp_extract(meter, '(?i)\\bnvidia (?:tesla )?(RTX PRO [0-9]+|[A-Z]+[0-9]+[A-Z]*)\\b', 1), ''),
     nullif(regexp_extract(meter, '(?i)^(?:spot preemptible |dws [a-z ]+)?([A-Z]+[0-9]+) [0-9]+GB GPU\\b', 1), '')))`,
  `CREATE MACRO google_accelerator(meter) AS CASE
     WHEN regexp_matches(meter, '(?i)^commitment|\\blicen[cs]|management fee') THEN NULL
     WHEN contains(meter, 'RTX 6000 96GB') THEN 'NVIDIA RTX PRO 6000'
     WHEN regexp_matches(meter, '(?i)\\bgpu\\b|\\bnvidia\\b') THEN 'NVIDIA ' || nvidia_sku(meter)
     WHEN contains(lower(meter), 'tpu') THEN 'Google TPU ' || nullif(lower(regexp_extract(meter, '(?i)\\btpu[- ]?(v[0-9]+[ep]?)\\b', 1)), '')
   END`,
  // Replacing texts is several times faster than a regular expression, and a bill has a million rows.
  // `whole` has the text in it; where it has nothing to replace, neither has the text.
  `CREATE MACRO tidy_machine(text, whole) AS CASE
     WHEN contains(whole, '_') OR contains(whole, ' ') OR contains(whole, 'l.') OR contains(whole, 'L.') THEN
       replace(replace(replace(replace(replace(replace(lower(text), ' ', '_'), 'standard_', ''), 'ml.', ''), '_spot', ''), '-spot', ''), '_low_priority', '')
     ELSE lower(text)
   END`,
  `CREATE MACRO machine_of(told, details, meter) AS CASE
     WHEN contains(meter, 'EBSOptimized') OR contains(meter, 'CPUCredits') OR contains(meter, 'License') THEN NULL
     WHEN told IS NOT NULL THEN tidy_machine(told, told)
     WHEN contains(meter, 'Usage:') THEN tidy_machine(split_part(meter, ':', -1), meter)
     WHEN contains(details, '"InstanceType"') THEN tidy_machine(json_extract_string(details, '$.InstanceType'), details)
     WHEN contains(details, '"x_ServiceType"') THEN tidy_machine(json_extract_string(details, '$.x_ServiceType'), details)
     WHEN contains(meter, ':') THEN tidy_machine(split_part(meter, ':', -1), meter)
     ELSE tidy_machine(meter, meter)
   END`,
];
