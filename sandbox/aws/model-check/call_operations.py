"""Calls every operation of the AWS face, through paginators where the vendor publishes one."""

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
    ):
        pages(ec2, operation, EC2_PAGE)
    ec2.describe_instance_status(IncludeAllInstances=True)
    ec2.describe_instances(Filters=[{"Name": "instance-state-name", "Values": ["running", "stop*"]}])
    ec2.describe_vpn_connections()
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
    for connection in direct_connect.describe_connections()["connections"]:
        follow(direct_connect.describe_virtual_interfaces, "virtualInterfaces", maxResults=1, connectionId=connection["connectionId"])
        account, region = connection["ownerAccount"], connection["region"]
        arn = f"arn:aws:directconnect:{region}:{account}:dxcon/{connection['connectionId']}"
        direct_connect.describe_tags(resourceArns=[arn])


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
