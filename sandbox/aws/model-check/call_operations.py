"""Calls every operation of the AWS face, through paginators where the vendor publishes one."""

import json
from datetime import datetime, timedelta, timezone

PAGE = {"PaginationConfig": {"PageSize": 7}}
EC2_PAGE = {"PaginationConfig": {"PageSize": 25}}


def pages(client, operation, settings=PAGE, **params):
    return list(client.get_paginator(operation).paginate(**params, **settings))


def call_account(client_of, region):
    """Calls what one account answers in one region. `client_of(name)` makes a client."""
    ec2 = client_of("ec2")
    for operation in (
        "describe_instances",
        "describe_instance_status",
        "describe_instance_types",
        "describe_volumes",
        "describe_volume_status",
        "describe_vpcs",
        "describe_subnets",
        "describe_transit_gateways",
        "describe_transit_gateway_attachments",
        "describe_transit_gateway_peering_attachments",
    ):
        pages(ec2, operation, EC2_PAGE)
    ec2.describe_instance_status(IncludeAllInstances=True)
    ec2.describe_instances(Filters=[{"Name": "instance-state-name", "Values": ["running", "stop*"]}])
    ec2.describe_vpn_connections()
    ec2.describe_customer_gateways()
    ec2.describe_availability_zones()
    ec2.describe_regions(AllRegions=True)
    call_kubernetes(client_of("eks"))
    call_storage(client_of)
    call_circuits(client_of("directconnect"))
    call_keys(client_of("kms"))
    call_functions(client_of("lambda"))
    call_databases(client_of("rds"))


def call_kubernetes(eks):
    for page in pages(eks, "list_clusters", {"PaginationConfig": {"PageSize": 1}}):
        for name in page["clusters"]:
            eks.describe_cluster(name=name)
            for groups in pages(eks, "list_nodegroups", {"PaginationConfig": {"PageSize": 2}}, clusterName=name):
                for group in groups["nodegroups"]:
                    eks.describe_nodegroup(clusterName=name, nodegroupName=group)


def call_storage(client_of):
    fsx = client_of("fsx")
    for page in pages(fsx, "describe_file_systems", {"PaginationConfig": {"PageSize": 1}}):
        for file_system in page["FileSystems"]:
            pages(fsx, "list_tags_for_resource", {"PaginationConfig": {"PageSize": 2}}, ResourceARN=file_system["ResourceARN"])


def call_circuits(direct_connect):
    follow(direct_connect.describe_connections, "connections", maxResults=1)
    call_bundles(direct_connect)
    for connection in direct_connect.describe_connections()["connections"]:
        follow(direct_connect.describe_virtual_interfaces, "virtualInterfaces", maxResults=1, connectionId=connection["connectionId"])
        account, region = connection["ownerAccount"], connection["region"]
        arn = f"arn:aws:directconnect:{region}:{account}:dxcon/{connection['connectionId']}"
        direct_connect.describe_tags(resourceArns=[arn])


def call_bundles(direct_connect):
    for lag in follow(direct_connect.describe_lags, "lags", maxResults=1):
        assert lag["numberOfConnections"] == len(lag["connections"]), lag["lagId"]


def follow(call, member, **params):
    """Pages by hand where the vendor publishes no paginator."""
    items = []
    answer = call(**params)
    while True:
        items += answer[member]
        if not answer.get("nextToken"):
            return items
        answer = call(**params, nextToken=answer["nextToken"])


def call_keys(kms):
    pages(kms, "list_aliases")
    for page in pages(kms, "list_keys"):
        for key in page["Keys"]:
            kms.describe_key(KeyId=key["KeyId"])
            pages(kms, "list_resource_tags", {"PaginationConfig": {"PageSize": 2}}, KeyId=key["KeyArn"])


def call_functions(functions):
    for page in pages(functions, "list_functions", {"PaginationConfig": {"PageSize": 5}}):
        for configuration in page["Functions"]:
            functions.get_function(FunctionName=configuration["FunctionName"])
            functions.get_function_configuration(FunctionName=configuration["FunctionName"])
            functions.list_tags(Resource=configuration["FunctionArn"])


def call_databases(rds):
    for page in pages(rds, "describe_db_instances", {"PaginationConfig": {"PageSize": 20}}):
        for database in page["DBInstances"]:
            rds.list_tags_for_resource(ResourceName=database["DBInstanceArn"])


def call_models(sagemaker):
    for page in pages(sagemaker, "list_endpoints"):
        for endpoint in page["Endpoints"]:
            described = sagemaker.describe_endpoint(EndpointName=endpoint["EndpointName"])
            sagemaker.describe_endpoint_config(EndpointConfigName=described["EndpointConfigName"])
            pages(sagemaker, "list_tags", {}, ResourceArn=endpoint["EndpointArn"])
    for page in pages(sagemaker, "list_training_jobs", SortBy="Name", SortOrder="Descending"):
        for job in page["TrainingJobSummaries"]:
            sagemaker.describe_training_job(TrainingJobName=job["TrainingJobName"])


def call_buckets(client_of):
    s3 = client_of("s3", "us-east-1")
    s3.list_buckets()
    for page in pages(s3, "list_buckets"):
        for bucket in page["Buckets"]:
            name = bucket["Name"]
            s3.get_bucket_location(Bucket=name)
            near = client_of("s3", bucket["BucketRegion"])
            near.head_bucket(Bucket=name)
            near.get_bucket_versioning(Bucket=name)
            near.get_bucket_encryption(Bucket=name)
            try:
                near.get_bucket_tagging(Bucket=name)
            except near.exceptions.ClientError as error:
                if error.response["Error"]["Code"] != "NoSuchTagSet":
                    raise


def call_prices(client_of):
    """What machines cost, and what was spent, as anybody may ask who has an account."""
    filters = [
        {"Type": "TERM_MATCH", "Field": "regionCode", "Value": "us-east-1"},
        {"Type": "TERM_MATCH", "Field": "operatingSystem", "Value": "Linux"},
    ]
    listed = pages(client_of("pricing", "us-east-1"), "get_products", PAGE, ServiceCode="AmazonEC2", Filters=filters)
    differences = [line for page in listed for item in page["PriceList"] for line in check_price_list(json.loads(item))]
    ec2 = client_of("ec2", "us-east-1")
    spot = pages(ec2, "describe_spot_price_history", EC2_PAGE, ProductDescriptions=["Linux/UNIX"])
    assert spot[0]["SpotPriceHistory"], "there is no spot price"
    offer = spot[0]["SpotPriceHistory"][0]
    now = datetime.now(timezone.utc)
    history = pages(
        ec2,
        "describe_spot_price_history",
        EC2_PAGE,
        InstanceTypes=[offer["InstanceType"]],
        AvailabilityZone=offer["AvailabilityZone"],
        StartTime=now - timedelta(days=3),
        EndTime=now,
    )
    for page in history:
        for price in page["SpotPriceHistory"]:
            asked = (offer["InstanceType"], offer["AvailabilityZone"])
            assert (price["InstanceType"], price["AvailabilityZone"]) == asked, "another offer was told"
    plans = client_of("savingsplans", "us-east-1")
    regions = [{"name": "region", "values": ["us-east-1"]}]
    follow(plans.describe_savings_plans_offering_rates, "searchResults", filters=regions, maxResults=20)
    call_commitments(ec2, plans)
    call_costs(client_of("ce", "us-east-1"), now.date())
    return differences


def call_commitments(ec2, plans):
    """What an account has promised, in all and by the names that its bills have."""
    reserved = ec2.describe_reserved_instances()["ReservedInstances"]
    ids = [each["ReservedInstancesId"] for each in reserved]
    by_id = [{"Name": "reserved-instances-id", "Values": ids or ["04760fdf-046e-4953-83f9-e6a64b5b23c1"]}]
    again = ec2.describe_reserved_instances(Filters=by_id)["ReservedInstances"]
    assert [each["ReservedInstancesId"] for each in again] == ids, "other reservations were told by their ids"
    found = follow(plans.describe_savings_plans, "savingsPlans", maxResults=1, states=["active", "retired"])
    if found:
        arns = [each["savingsPlanArn"] for each in found]
        told = plans.describe_savings_plans(savingsPlanArns=arns)["savingsPlans"]
        assert [each["savingsPlanArn"] for each in told] == arns, "other plans were told by their names"


def call_costs(explorer, today):
    """Quick estimates, by days and months and every dimension that is offered, page by page."""
    for step, days, keys in (("DAILY", 3, ["LINKED_ACCOUNT"]), ("MONTHLY", 40, ["SERVICE", "REGION"]), ("MONTHLY", 40, [])):
        asked = {
            "TimePeriod": {"Start": str(today - timedelta(days=days)), "End": str(today)},
            "Granularity": step,
            "Metrics": ["UnblendedCost", "AmortizedCost"],
            "GroupBy": [{"Type": "DIMENSION", "Key": key} for key in keys],
        }
        answer = explorer.get_cost_and_usage(**asked)
        while answer.get("NextPageToken"):
            answer = explorer.get_cost_and_usage(**asked, NextPageToken=answer["NextPageToken"])


# Of a line of a price list, which no model describes: what AWS's user guide of the Price List Query API says that it has.
PRICE_LIST = {"product": dict, "serviceCode": str, "terms": dict, "version": str, "publicationDate": str}


def check_price_list(item):
    for name, kind in PRICE_LIST.items():
        if not isinstance(item.get(name), kind):
            yield f"PriceList: {name} is no {kind.__name__}"
            return
    product = item["product"]
    for name, kind in (("sku", str), ("productFamily", str), ("attributes", dict)):
        if not isinstance(product.get(name), kind):
            yield f"PriceList.product: {name} is no {kind.__name__}"
    for kind, offers in item["terms"].items():
        if kind not in ("OnDemand", "Reserved"):
            yield f"PriceList.terms: there are no terms {kind}"
        for key, offer in offers.items():
            if key != f"{product.get('sku')}.{offer.get('offerTermCode')}":
                yield f"PriceList.terms: {key} is not of its product and offer"
            for name, dimension in offer["priceDimensions"].items():
                if name != dimension.get("rateCode") or not name.startswith(f"{key}."):
                    yield f"PriceList.terms: {name} is not the code of its rate"
                if not all(isinstance(price, str) and float(price) >= 0 for price in dimension["pricePerUnit"].values()):
                    yield f"PriceList.terms: {name} has a price that is no number as text"


def call_exports(client_of):
    """The exports of bills: what tells of them, and the manifests and the first kilobyte of the files they name."""
    exports = client_of("bcm-data-exports", "us-east-1")
    s3 = client_of("s3", "us-east-1")
    for page in pages(exports, "list_exports", {"PaginationConfig": {"PageSize": 1}}):
        for listed in page["Exports"]:
            arn = listed["ExportArn"]
            pages(exports, "list_executions", {"PaginationConfig": {"PageSize": 5}}, ExportArn=arn)
            target = exports.get_export(ExportArn=arn)["Export"]["DestinationConfigurations"]["S3Destination"]
            prefix = f"{target['S3Prefix']}/{listed['ExportName']}/"
            for found in pages(s3, "list_objects_v2", {"PaginationConfig": {"PageSize": 10}}, Bucket=target["S3Bucket"], Prefix=prefix):
                for item in found["Contents"]:
                    head = s3.head_object(Bucket=target["S3Bucket"], Key=item["Key"])
                    assert (head["ETag"], head["ContentLength"]) == (item["ETag"], item["Size"]), item["Key"]
                    if item["Key"].endswith(".json"):
                        read = s3.get_object(Bucket=target["S3Bucket"], Key=item["Key"])
                        assert len(read["Body"].read()) == item["Size"], item["Key"]


def call_global(client_of, is_management):
    client_of("sts", "us-east-1").get_caller_identity()
    pages(client_of("iam", "us-east-1"), "list_account_aliases", {})
    organizations = client_of("organizations", "us-east-1")
    organizations.describe_organization()
    if is_management:
        for page in pages(organizations, "list_accounts", {"PaginationConfig": {"PageSize": 1}}):
            for account in page["Accounts"]:
                organizations.describe_account(AccountId=account["Id"])
