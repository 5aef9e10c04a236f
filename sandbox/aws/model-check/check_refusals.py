"""Refusals: each must come in the code the vendor documents for it, so that its own clients understand it."""

from botocore.exceptions import ClientError

# name of the case, service, call, code expected
CASES = [
    ("an unknown VPC", "ec2", lambda c: c.describe_vpcs(VpcIds=["vpc-00000000000000000"]), "InvalidVpcID.NotFound"),
    ("a misspelt instance id", "ec2", lambda c: c.describe_instances(InstanceIds=["i-zzz"]), "InvalidInstanceID.Malformed"),
    ("a made-up token", "ec2", lambda c: c.describe_volumes(NextToken="made-up"), "InvalidNextToken"),
    ("a made-up filter", "ec2", lambda c: c.describe_vpcs(Filters=[{"Name": "made-up", "Values": ["x"]}]), "InvalidParameterValue"),
    ("ids with a page size", "ec2", lambda c: c.describe_instances(InstanceIds=["i-00000000000000000"], MaxResults=5), "InvalidInstanceID.NotFound"),
    ("a dry run", "ec2", lambda c: c.describe_regions(DryRun=True), "DryRunOperation"),
    ("an operation not offered", "ec2", lambda c: c.describe_hosts(), "InvalidAction"),
    ("an unknown cluster", "eks", lambda c: c.describe_cluster(name="made-up"), "ResourceNotFoundException"),
    ("a made-up token", "eks", lambda c: c.list_clusters(nextToken="made-up"), "InvalidParameterException"),
    ("an unknown file system", "fsx", lambda c: c.describe_file_systems(FileSystemIds=["fs-00000000"]), "FileSystemNotFound"),
    ("a made-up token", "fsx", lambda c: c.describe_file_systems(NextToken="bWFkZS11cA=="), "BadRequest"),
    ("an unknown circuit", "directconnect", lambda c: c.describe_connections(connectionId="dxcon-made-up"), "DirectConnectClientException"),
    ("an unknown endpoint", "sagemaker", lambda c: c.describe_endpoint(EndpointName="made-up"), "ValidationException"),
    ("a made-up token", "sagemaker", lambda c: c.list_training_jobs(NextToken="made-up"), "ValidationException"),
    ("an unknown key", "kms", lambda c: c.describe_key(KeyId="made-up"), "NotFoundException"),
    ("a made-up marker", "kms", lambda c: c.list_keys(Marker="made-up"), "InvalidMarkerException"),
    ("an unknown function", "lambda", lambda c: c.get_function(FunctionName="made-up"), "ResourceNotFoundException"),
    ("an unknown database", "rds", lambda c: c.describe_db_instances(DBInstanceIdentifier="made-up"), "DBInstanceNotFound"),
    ("too small a page", "rds", lambda c: c.describe_db_instances(MaxRecords=5), "InvalidParameterValue"),
    ("an unknown bucket", "s3", lambda c: c.get_bucket_location(Bucket="made-up-bucket"), "NoSuchBucket"),
    ("a made-up token", "s3", lambda c: c.list_buckets(ContinuationToken="made-up"), "InvalidArgument"),
    ("an unknown object", "s3", lambda c: c.get_object(Bucket="millwright-research-dataset-exports-us-east-1", Key="made-up"), "NoSuchKey"),
    ("a made-up token of objects", "s3", lambda c: c.list_objects_v2(Bucket="millwright-research-dataset-exports-us-east-1", ContinuationToken="made-up"), "InvalidArgument"),
    ("an unknown export", "bcm-data-exports", lambda c: c.get_export(ExportArn="arn:aws:bcm-data-exports:us-east-1:481920375516:export/made-up"), "ResourceNotFoundException"),
    ("a made-up token of prices", "pricing", lambda c: c.get_products(ServiceCode="AmazonEC2", NextToken="made-up"), "InvalidNextTokenException"),
    ("a made-up token of spot prices", "ec2", lambda c: c.describe_spot_price_history(NextToken="made-up"), "InvalidNextToken"),
    ("a made-up filter of reservations", "ec2", lambda c: c.describe_reserved_instances(Filters=[{"Name": "made-up", "Values": ["x"]}]), "InvalidParameterValue"),
    ("a made-up token of plans", "savingsplans", lambda c: c.describe_savings_plans(nextToken="made-up"), "ValidationException"),
    ("days that end before they begin", "ce", lambda c: c.get_cost_and_usage(TimePeriod={"Start": "2026-11-02", "End": "2026-11-01"}, Granularity="DAILY", Metrics=["UnblendedCost"]), "ValidationException"),
    ("an unknown role", "sts", lambda c: c.assume_role(RoleArn="arn:aws:iam::123456789012:role/made-up", RoleSessionName="check"), "AccessDenied"),
]

# The same request with a secret that is not the key's: code by service.
WRONG_SECRET = {
    "ec2": ("describe_vpcs", "AuthFailure"),
    "sts": ("get_caller_identity", "SignatureDoesNotMatch"),
    "rds": ("describe_db_instances", "SignatureDoesNotMatch"),
    "kms": ("list_keys", "InvalidSignatureException"),
    "eks": ("list_clusters", "InvalidSignatureException"),
    "s3": ("list_buckets", "SignatureDoesNotMatch"),
    "bcm-data-exports": ("list_exports", "InvalidSignatureException"),
}


def check_refusals(client_of, forged_client_of):
    """Yields (title, difference or None) for every case."""
    for title, service, call, code in CASES:
        yield f"{service}: {title}", expect(lambda: call(client_of(service)), code)
    for service, (operation, code) in WRONG_SECRET.items():
        client = forged_client_of(service)
        yield f"{service}: a wrong secret", expect(getattr(client, operation), code)


def expect(call, code):
    try:
        call()
    except ClientError as error:
        given = error.response["Error"]["Code"]
        return None if given == code else f"refused with {given}, not {code}"
    return f"answered, not refused with {code}"
