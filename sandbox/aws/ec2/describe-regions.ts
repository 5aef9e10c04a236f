import { z } from 'zod';
import { regions, zoneIdOf } from '../../world/aws/geography';
import { AwsError } from '../aws-error';
import { defineOperation, wireBoolean } from '../endpoint';
import { wholeOf } from '../paging/page';
import { applyFilters, filtersSchema } from './filters';
import { dryRun, invalidParameters } from './refusals';

const untagged = regions.map((region) => ({ ...region, tags: {} }));
const optInStatus = ({ optIn }: { optIn: string }) => (optIn === 'opt-in' ? 'not-opted-in' : 'opt-in-not-required');

export const describeRegions = defineOperation({
  name: 'DescribeRegions',
  action: 'ec2:DescribeRegions',
  input: z.strictObject({
    RegionName: z.array(z.string()).optional(),
    Filter: filtersSchema.optional(),
    AllRegions: wireBoolean.optional(),
    DryRun: wireBoolean.optional(),
  }),
  invalid: invalidParameters,
  run(call, { RegionName: names, Filter: filters = [], AllRegions: isAll = false, DryRun: isDry }) {
    if (isDry) throw dryRun();
    const unknown = names?.find((name) => !regions.some((region) => region.name === name));
    if (unknown !== undefined)
      throw new AwsError('InvalidParameterValue', `Invalid region provided. Region : ${unknown}`, 400);
    const visible = untagged.filter(
      (region) => (isAll || region.optIn === 'enabled-by-default') && (!names || names.includes(region.name)),
    );
    const matching = applyFilters(visible, filters, {
      'region-name': ({ name }) => [name],
      endpoint: ({ name }) => [`ec2.${name}.amazonaws.com`],
      'opt-in-status': (region) => [optInStatus(region)],
    });
    return {
      document: {
        regionInfo: wholeOf(call, matching).map((region) => ({
          regionName: region.name,
          regionEndpoint: `ec2.${region.name}.amazonaws.com`,
          optInStatus: optInStatus(region),
          geographySet: [{ name: region.geography }],
        })),
      },
    };
  },
});

export const describeAvailabilityZones = defineOperation({
  name: 'DescribeAvailabilityZones',
  action: 'ec2:DescribeAvailabilityZones',
  input: z.strictObject({
    ZoneName: z.array(z.string()).optional(),
    ZoneId: z.array(z.string()).optional(),
    Filter: filtersSchema.optional(),
    AllAvailabilityZones: wireBoolean.optional(),
    DryRun: wireBoolean.optional(),
  }),
  invalid: invalidParameters,
  run(call, { ZoneName: names, ZoneId: ids, Filter: filters = [], DryRun: isDry }) {
    if (isDry) throw dryRun();
    const zones = regions
      .filter(({ name }) => name === call.region)
      .flatMap(({ name, zones: letters }) => letters.map((letter) => `${name}${letter}`))
      .map((name) => ({ name, id: zoneIdOf(name), tags: {} }))
      .filter((zone) => (!names || names.includes(zone.name)) && (!ids || ids.includes(zone.id)));
    const matching = applyFilters(zones, filters, {
      'zone-name': ({ name }) => [name],
      'zone-id': ({ id }) => [id],
      'region-name': () => [call.region],
      state: () => ['available'],
      'zone-type': () => ['availability-zone'],
    });
    return {
      document: {
        availabilityZoneInfo: wholeOf(call, matching).map(({ name, id }) => ({
          optInStatus: 'opt-in-not-required',
          messageSet: [],
          regionName: call.region,
          zoneName: name,
          zoneId: id,
          groupName: call.region,
          networkBorderGroup: call.region,
          zoneType: 'availability-zone',
          zoneState: 'available',
        })),
      },
    };
  },
});
