import { currencyCodes, currencySigns } from '@/lib/domain/cost/currencies';
import { toLiteral } from './sql-text';

const codes = `;${currencyCodes.join(';')};`;
const signs = `;${currencySigns.map(({ code, sign }) => `${code}${sign}`).join(';')};`;

/**
 * How text becomes values, as macros of DuckDB; each answers null for null and for what cannot be read. A row of a bill
 * has a dozen sums: most have few digits, and reading those as 64-bit integers is several times faster than as
 * DECIMAL(38,24), so the width is chosen by the text's length. A cast to fewer digits than the text has would round.
 * What a branch of a CASE names twice is worked out twice: conditions ask the text, never what is read from it.
 */
export const readingMacros: readonly string[] = [
  `CREATE MACRO is_plain(x) AS NOT (contains(x, 'e') OR contains(x, 'E') OR contains(x, '_') OR contains(x, ' '))`,
  // A text with many digits behind its point, as the whole number of 10⁻²⁴ that it is: ten times faster than as a decimal. Only
  // what is a number reads as a double, so that there is one point.
  `CREATE MACRO read_whole(x) AS CASE WHEN TRY_CAST(x AS DOUBLE) IS NOT NULL THEN
     TRY_CAST(TRY_CAST(replace(x, '.', '') || left('000000000000000000000000', 24 - strlen(x) + instr(x, '.')) AS HUGEINT) AS DECIMAL(38,0))
       * 0.000000000000000000000001::DECIMAL(24,24)
   END`,
  // Few digits written with all 24 places: the last twelve say nothing.
  `CREATE MACRO is_padded(x) AS strlen(x) >= 25 AND strlen(x) - instr(x, '.') = 24 AND instr(x, '.') BETWEEN 1 AND 7
     AND suffix(x, '000000000000')`,
  `CREATE MACRO read_plain(x) AS CASE
     WHEN NOT is_plain(x) THEN NULL
     WHEN is_padded(x) THEN TRY_CAST(left(x, strlen(x) - 12) AS DECIMAL(18,12))::DECIMAL(38,24)
     WHEN strlen(x) <= 18 AND instr(x, '.') BETWEEN 2 AND 3 THEN TRY_CAST(x AS DECIMAL(18,16))::DECIMAL(38,24)
     WHEN strlen(x) <= 13 AND strlen(x) - instr(x, '.') <= 6 THEN TRY_CAST(x AS DECIMAL(18,6))::DECIMAL(38,24)
     WHEN strlen(x) <= 19 AND strlen(x) - instr(x, '.') <= 12 AND instr(x, '.') BETWEEN 1 AND 7
       THEN TRY_CAST(x AS DECIMAL(18,12))::DECIMAL(38,24)
     WHEN strlen(x) = 19 AND instr(x, '.') = 3 THEN TRY_CAST(x AS DECIMAL(18,16))::DECIMAL(38,24)
     WHEN strlen(x) >= 20 AND instr(x, '.') >= 1 AND strlen(x) - instr(x, '.') <= 24 THEN read_whole(x)
     WHEN strlen(x) <= 25 THEN TRY_CAST(x AS DECIMAL(38,24))
   END`,
  `CREATE MACRO read_long(t) AS CASE
     WHEN regexp_full_match(t, '[+-]?([0-9]+\\.?[0-9]{0,24}0*|\\.[0-9]{1,24}0*)') THEN TRY_CAST(t AS DECIMAL(38,24))
     WHEN regexp_full_match(t, '[+-]?([0-9]+\\.?[0-9]*|\\.[0-9]+)[eE][+-]?[0-9]{1,3}')
       AND strlen(rtrim(regexp_extract(t, '\\.([0-9]*)', 1), '0'))
         - TRY_CAST(regexp_extract(t, '[eE]\\+?(-?[0-9]+)$', 1) AS INTEGER) <= 24
       THEN TRY_CAST(t AS DECIMAL(38,24))
   END`,
  // Bytes times seconds are soon more than a column holds. No money hangs on them: such a quantity is not known.
  `CREATE MACRO holdable(x) AS CASE
     WHEN (strlen(x) > 14 OR contains(x, 'e') OR contains(x, 'E'))
       AND regexp_full_match(trim(x), '(?i)[+-]?0*[1-9][0-9]{14,}(\\.[0-9]*)?|[+-]?[1-9][0-9]?(\\.[0-9]*)?e\\+?(1[4-9]|[2-9][0-9])') THEN NULL
     ELSE x
   END`,
  // What reads as plain can be held: it is asked of nothing else.
  `CREATE MACRO read_quantity(x) AS CASE WHEN x IS NULL THEN NULL ELSE coalesce(read_plain(x), read_long(trim(holdable(x)))) END`,
  // 1,000 alone is a thousand to some and one to others: a sign, a point or a second comma settles it.
  `CREATE MACRO read_grouped(parts, currency) AS CASE
     WHEN parts.digits = '' OR (parts.before <> '' AND parts.behind <> '') THEN NULL
     WHEN parts.sign <> '' AND NOT contains(${toLiteral(signs)}, ';' || currency || parts.sign || ';') THEN NULL
     WHEN parts.sign = '' AND NOT contains(parts.digits, '.') AND NOT regexp_matches(parts.digits, ',.*,') THEN NULL
     ELSE TRY_CAST(parts.before || parts.behind || replace(parts.digits, ',', '') AS DECIMAL(38,24))
   END`,
  `CREATE MACRO read_money(x, currency) AS CASE WHEN x IS NULL THEN NULL ELSE coalesce(
     read_plain(x),
     read_long(trim(x)),
     read_grouped(regexp_extract(trim(x),
       '^([+-]?)(\\p{Sc}?)([+-]?)((?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(?:\\.[0-9]{1,24}0*)?)$',
       ['before', 'sign', 'behind', 'digits']), currency)
   ) END`,
  `CREATE MACRO within_reason(t) AS CASE WHEN t BETWEEN TIMESTAMP '1990-01-01' AND TIMESTAMP '2200-01-01' THEN t END`,
  `CREATE MACRO read_zoned(parts) AS CASE
     WHEN parts.day = '' THEN NULL
     ELSE TRY_CAST(parts.day || ' ' || CASE WHEN parts.minute = '' THEN '00:00' ELSE parts.minute END
       || CASE WHEN parts.second = '' THEN ':00' ELSE parts.second END
       || CASE WHEN parts.zone IN ('', 'Z', 'UTC') THEN '+00' ELSE parts.zone END AS TIMESTAMPTZ) AT TIME ZONE 'UTC'
   END`,
  `CREATE MACRO read_instant(x) AS CASE
     WHEN x IS NULL THEN NULL
     WHEN strlen(x) = 20 AND x LIKE '____-__-__T__:__:__Z' AND x BETWEEN '1990-01-01T00:00:00Z' AND '2200-01-01T00:00:00Z'
       THEN TRY_CAST(x AS TIMESTAMP)
     ELSE within_reason(read_zoned(regexp_extract(trim(x),
       '^([0-9]{4}-[0-9]{2}-[0-9]{2})(?:[T ]([0-9]{2}:[0-9]{2})(:[0-9]{2}(?:\\.[0-9]{1,9})?)? ?(Z|UTC|[+-][0-9]{2}(?::?[0-9]{2})?)?)?$',
       ['day', 'minute', 'second', 'zone'])))
   END`,
  `CREATE MACRO read_currency(x) AS CASE
     WHEN x IN ('USD', 'EUR', 'GBP', 'JPY') THEN x
     WHEN regexp_full_match(trim(x), '[A-Za-z]{3}') AND contains(${toLiteral(codes)}, ';' || upper(trim(x)) || ';')
       THEN upper(trim(x))
   END`,
  `CREATE MACRO read_object(x) AS CASE WHEN json_valid(x) AND (prefix(ltrim(x), '{') OR prefix(ltrim(x), '[')) THEN x END`,
  `CREATE MACRO untidy_tags(x) AS contains(x, '{" ') OR contains(x, '," ') OR contains(x, ', " ') OR contains(x, ' ":')
     OR contains(x, ' " :')`,
  `CREATE MACRO trim_keys(x, keys) AS CASE
     WHEN len(list_distinct(list_transform(keys, lambda k: trim(k)))) < len(keys) THEN x
     ELSE to_json(map_from_entries(list_transform(keys, lambda k: (trim(k), json_extract(x, '/' || replace(replace(k, '~', '~0'), '/', '~1'))))))::VARCHAR
   END`,
  `CREATE MACRO is_tidy_object(x) AS json_valid(x) AND NOT (untidy_tags(x))`,
  // Azure's actual and amortised exports write the members of the object without its braces.
  `CREATE MACRO read_braced(x) AS CASE
     WHEN NOT json_valid(x) OR NOT prefix(x, '{') THEN NULL
     WHEN untidy_tags(x) THEN trim_keys(x, json_keys(x))
     ELSE x
   END`,
  `CREATE MACRO read_tags(x) AS CASE
     WHEN x IS NULL THEN NULL
     WHEN prefix(ltrim(x), '"') THEN read_braced('{' || trim(x) || '}')
     ELSE read_braced(trim(x))
   END`,
];
