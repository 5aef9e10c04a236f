"""
Checks the sandbox's AWS face against the vendor's published service models, as botocore carries them.

    check_models.py ENDPOINT CA_FILE ACCESS_KEY SECRET_KEY --external-id ID ROLE_ARN...

Every operation the face offers is called through boto3, in every region of every role's account. Each raw response is
walked beside the model: no member the model lacks, no required member missing, types, enums, patterns and ranges right.
Prints one line per difference and a count; exits 1 when anything differs.
"""

import argparse
import sys
from collections import Counter

import boto3
from botocore.config import Config

# The modules beside this script are read where they lie; nothing is to be left behind there.
sys.dont_write_bytecode = True

from call_operations import call_account, call_buckets, call_exports, call_global, call_models, call_prices
from check_refusals import check_refusals
from walk_response import walk_response

OPERATIONS = {
    "bcm-data-exports": {"GetExport", "ListExecutions", "ListExports"},
    "ce": {"GetCostAndUsage"},
    "directconnect": {"DescribeConnections", "DescribeLags", "DescribeTags", "DescribeVirtualInterfaces"},
    "ec2": {
        "DescribeAvailabilityZones",
        "DescribeCustomerGateways",
        "DescribeInstances",
        "DescribeInstanceStatus",
        "DescribeInstanceTypes",
        "DescribeRegions",
        "DescribeReservedInstances",
        "DescribeSpotPriceHistory",
        "DescribeSubnets",
        "DescribeTransitGatewayAttachments",
        "DescribeTransitGatewayPeeringAttachments",
        "DescribeTransitGateways",
        "DescribeVolumes",
        "DescribeVpcs",
        "DescribeVpnConnections",
    },
    "eks": {"DescribeCluster", "DescribeNodegroup", "ListClusters", "ListNodegroups"},
    "fsx": {"DescribeFileSystems", "ListTagsForResource"},
    "iam": {"ListAccountAliases"},
    "kms": {"DescribeKey", "ListAliases", "ListKeys", "ListResourceTags"},
    "lambda": {"GetFunction", "GetFunctionConfiguration", "ListFunctions", "ListTags"},
    "organizations": {"DescribeAccount", "DescribeOrganization", "ListAccounts"},
    "pricing": {"GetProducts"},
    "rds": {"DescribeDBInstances", "ListTagsForResource"},
    "s3": {
        "GetBucketEncryption",
        "GetBucketLocation",
        "GetBucketTagging",
        "GetBucketVersioning",
        "GetObject",
        "HeadBucket",
        "HeadObject",
        "ListBuckets",
        "ListObjectsV2",
    },
    "sagemaker": {
        "DescribeEndpoint",
        "DescribeEndpointConfig",
        "DescribeTrainingJob",
        "ListEndpoints",
        "ListTags",
        "ListTrainingJobs",
    },
    "savingsplans": {"DescribeSavingsPlans", "DescribeSavingsPlansOfferingRates"},
    "sts": {"AssumeRole", "GetCallerIdentity"},
}


class Tally:
    """Counts responses and refusals checked, and prints what differs, each difference once."""

    def __init__(self):
        self.passed = 0
        self.failed = 0
        self.calls = Counter()
        self.told = set()

    def record(self, title, differences):
        if not differences:
            self.passed += 1
            return
        self.failed += 1
        for difference in differences:
            line = f"{title}: {difference}"
            if line not in self.told and len(self.told) < 100:
                print(line)
            self.told.add(line)


class Clients:
    """Makes clients for one set of credentials and checks everything they receive."""

    def __init__(self, endpoint, ca_file, credentials, tally):
        self.session = boto3.Session(**credentials)
        self.endpoint = endpoint
        self.ca_file = ca_file
        self.tally = tally
        self.made = {}

    def of(self, service, region):
        if (service, region) not in self.made:
            client = self.session.client(
                service,
                region_name=region,
                endpoint_url=self.endpoint,
                verify=self.ca_file,
                config=Config(retries={"total_max_attempts": 1}, s3={"addressing_style": "path"}),
            )
            client.meta.events.register("before-parse.*.*", self.check)
            self.made[service, region] = client
        return self.made[service, region]

    def check(self, operation_model, response_dict, **_):
        service = operation_model.service_model
        if response_dict["status_code"] >= 300:
            return
        self.tally.calls[service.service_name, operation_model.name] += 1
        if operation_model.has_streaming_output:
            return
        differences = walk_response(
            operation_model,
            service.metadata["protocol"],
            response_dict["status_code"],
            response_dict["headers"],
            response_dict["body"],
        )
        self.tally.record(service.service_name, list(differences))


def main(endpoint, ca_file, access_key, secret_key, external_id, role_arns):
    tally = Tally()
    own = {"aws_access_key_id": access_key, "aws_secret_access_key": secret_key}
    caller = Clients(endpoint, ca_file, own, tally)
    identity = caller.of("sts", "us-east-1").get_caller_identity()
    regions = [region["RegionName"] for region in caller.of("ec2", "us-east-1").describe_regions()["Regions"]]
    for role_arn in role_arns:
        answer = caller.of("sts", "us-east-1").assume_role(
            RoleArn=role_arn, RoleSessionName="model-check", ExternalId=external_id
        )
        credentials = answer["Credentials"]
        clients = Clients(
            endpoint,
            ca_file,
            {
                "aws_access_key_id": credentials["AccessKeyId"],
                "aws_secret_access_key": credentials["SecretAccessKey"],
                "aws_session_token": credentials["SessionToken"],
            },
            tally,
        )
        call_global(clients.of, is_management=f":{identity['Account']}:" in role_arn)
        call_buckets(clients.of)
        call_exports(clients.of)
        tally.record("pricing", call_prices(clients.of))
        for region in regions:
            call_account(lambda service: clients.of(service, region), region)
            tally.record("sagemaker", call_models_where_allowed(clients.of("sagemaker", region)))
    forged = Clients(endpoint, ca_file, {**own, "aws_secret_access_key": "forged"}, tally)
    for title, difference in check_refusals(
        lambda service: caller.of(service, "us-east-1"), lambda service: forged.of(service, "us-east-1")
    ):
        tally.record(title, [difference] if difference else [])
    for service, operations in OPERATIONS.items():
        for operation in sorted(operations):
            called = tally.calls[service, operation]
            tally.record(f"{service}:{operation}", [] if called else ["was never answered"])
    print(f"model check: {tally.passed} passed, {tally.failed} failed ({sum(tally.calls.values())} responses)")
    return 1 if tally.failed else 0


def call_models_where_allowed(sagemaker):
    """One account forbids SageMaker in one region; the refusal must be the vendor's own."""
    try:
        call_models(sagemaker)
    except sagemaker.exceptions.ClientError as error:
        if error.response["Error"]["Code"] != "AccessDeniedException":
            return [f"refused with {error.response['Error']['Code']}"]
    return []


def read_arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name in ("endpoint", "ca_file", "access_key", "secret_key"):
        parser.add_argument(name)
    parser.add_argument("--external-id", required=True)
    parser.add_argument("role_arns", nargs="+")
    return vars(parser.parse_args())


if __name__ == "__main__":
    sys.exit(main(**read_arguments()))
