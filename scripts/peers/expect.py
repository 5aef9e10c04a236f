"""What Millwright has to show of a moto server, worked out from boto3's own answers and nothing of Millwright's.

Prints one JSON document: `resources`, each with the fields to compare; `defaults`, what moto brings along by itself;
`gaps`, what moto cannot answer. `null` is "the provider does not say".
"""

import json
import sys
from collections import Counter

import boto3
from botocore.config import Config

ACCOUNT = "123456789012"
DEFAULT_KINDS = {"vpc": "network", "subnet": "subnet", "volume": "volume"}
# What fleet.py makes in each region; a terminated instance is no longer there. Anything else moto brings along by itself.
FLEET = {
    "bucket": 2,
    "compute-instance": 7,
    "database": 1,
    "encryption-key": 2,
    "file-system": 1,
    "function": 1,
    "kubernetes-cluster": 1,
    "model-endpoint": 1,
    "network": 2,
    "node-group": 2,
    "subnet": 3,
    "training-job": 2,
    "transit-attachment": 1,
    "transit-gateway": 1,
    "volume": 41,
    "vpn-connection": 1,
}
# What moto does not serve as AWS's published models say, so that nobody can read it there: it writes the time of a
# circuit's letter of authority as text, where the model has a number, and knows neither virtual interfaces nor the
# status checks of volumes.
MOTO_CANNOT = (
    {"subject": "private-circuit", "fault": "response-unexpected"},
    {"subject": "virtual-interface", "fault": "unavailable"},
    {"subject": "volume", "fault": "unavailable"},
)
# moto keeps no price list and no rates of savings plans; both are asked of one region for all.
MOTO_PRICES_NOTHING = (
    {"region": "us-east-1", "subject": "prices on demand", "fault": "unavailable"},
    {"region": "us-east-1", "subject": "committed prices", "fault": "unavailable"},
)
STATES = {
    "compute-instance": {"pending": "provisioning", "running": "active", "stopping": "stopped", "stopped": "stopped"},
    "volume": {"creating": "provisioning", "available": "active", "in-use": "active", "error": "failed"},
    "network": {"pending": "provisioning", "available": "active"},
    "subnet": {"pending": "provisioning", "available": "active"},
    "transit-gateway": {"pending": "provisioning", "available": "active"},
    "transit-attachment": {"pending": "provisioning", "available": "active"},
    "kubernetes-cluster": {"CREATING": "provisioning", "ACTIVE": "active"},
    "node-group": {"CREATING": "provisioning", "ACTIVE": "active"},
    "file-system": {"CREATING": "provisioning", "AVAILABLE": "active"},
    "model-endpoint": {"Creating": "provisioning", "InService": "active"},
    "training-job": {"InProgress": "active", "Completed": "completed"},
    "function": {"Pending": "provisioning", "Active": "active"},
    "database": {"creating": "provisioning", "available": "active"},
    "encryption-key": {"Enabled": "active", "Disabled": "stopped"},
}


def tags_of(pairs, key="Key", value="Value"):
    return {pair[key]: pair.get(value, "") for pair in pairs or []}


def by_rule(tags, *keys):
    """The first non-empty tag of these names, whatever their case."""
    for key in keys:
        for name, value in tags.items():
            if name.lower() == key and value.strip():
                return value.strip()
    return None


def resource(kind, arn, native_type, name, region, native, tags, created=None, zone=None, size=None, gpus=()):
    return {
        "kind": kind,
        "nativeId": arn,
        "nativeType": native_type,
        "name": name,
        "account": ACCOUNT,
        "region": region,
        "zone": zone,
        "status": "active" if kind == "bucket" else STATES.get(kind, {}).get(native, "unknown"),
        "nativeStatus": native,
        "size": size,
        "accelerators": list(gpus),
        "gpuCount": sum(gpu["count"] for gpu in gpus),
        "tags": tags,
        "site": by_rule(tags, "site", "millwright:site") or f"aws/{region}",
        "team": by_rule(tags, "team", "squad", "cost-center"),
        "owner": by_rule(tags, "owner", "created-by", "contact"),
        # To the nearest millisecond: boto3 gives microseconds.
        "createdAt": created and round(created.timestamp() * 1000),
    }


class Region:
    """One region, asked through boto3."""

    def __init__(self, session, endpoint, region):
        self.region = region
        self.clients = {}
        self.session = session
        self.endpoint = endpoint

    def client(self, service):
        if service not in self.clients:
            self.clients[service] = self.session.client(
                service, region_name=self.region, endpoint_url=self.endpoint, config=Config(retries={"max_attempts": 1})
            )
        return self.clients[service]

    def every(self, service, operation, key, **more):
        client = self.client(service)
        if not client.can_paginate(operation):
            return getattr(client, operation)(**more)[key]
        return [item for page in client.get_paginator(operation).paginate(**more) for item in page[key]]

    def arn(self, service, rest):
        return f"arn:aws:{service}:{self.region}:{ACCOUNT}:{rest}"

    def gpus(self, kind, machines=1):
        """Devices of machines of an EC2 type. SageMaker writes the same types with `ml.` before them."""
        info = self.client("ec2").describe_instance_types(InstanceTypes=[kind.removeprefix("ml.")])["InstanceTypes"][0]
        return [
            {
                "model": f"{gpu['Manufacturer']} {gpu['Name']}",
                "count": gpu["Count"] * machines,
                "memoryBytes": gpu["MemoryInfo"]["SizeInMiB"] * 1024 * 1024,
            }
            for gpu in info.get("GpuInfo", {}).get("Gpus", [])
        ]

    def ec2_resource(self, kind, native_type, short, ident, item, native, **more):
        tags = tags_of(item.get("Tags"))
        name = tags.get("Name") or ident
        return resource(kind, self.arn("ec2", f"{short}/{ident}"), native_type, name, self.region, native, tags, **more)

    def instances(self):
        for reservation in self.every("ec2", "describe_instances", "Reservations"):
            for item in reservation["Instances"]:
                if item["State"]["Name"] == "terminated":
                    continue
                primary = [n for n in item["NetworkInterfaces"] if n["Attachment"]["DeviceIndex"] == 0]
                yield self.ec2_resource(
                    "compute-instance", "AWS::EC2::Instance", "instance", item["InstanceId"], item, item["State"]["Name"],
                    created=primary[0]["Attachment"]["AttachTime"], zone=item["Placement"]["AvailabilityZone"],
                    size=item["InstanceType"], gpus=self.gpus(item["InstanceType"]),
                )  # fmt: skip

    def volumes(self):
        for item in self.every("ec2", "describe_volumes", "Volumes"):
            yield self.ec2_resource(
                "volume", "AWS::EC2::Volume", "volume", item["VolumeId"], item, item["State"],
                created=item["CreateTime"], zone=item["AvailabilityZone"],
                size=f"{item['VolumeType']} {item['Size']} GiB",
            )  # fmt: skip

    def networks(self):
        for item in self.every("ec2", "describe_vpcs", "Vpcs"):
            yield self.ec2_resource("network", "AWS::EC2::VPC", "vpc", item["VpcId"], item, item["State"])
        for item in self.every("ec2", "describe_subnets", "Subnets"):
            yield self.ec2_resource(
                "subnet", "AWS::EC2::Subnet", "subnet", item["SubnetId"], item, item["State"],
                zone=item["AvailabilityZone"],
            )  # fmt: skip
        for item in self.every("ec2", "describe_vpn_connections", "VpnConnections"):
            # moto gives no tunnel telemetry, so whether the connection carries traffic is not known.
            yield self.ec2_resource(
                "vpn-connection", "AWS::EC2::VPNConnection", "vpn-connection", item["VpnConnectionId"], item, item["State"]
            )
        for item in self.every("ec2", "describe_transit_gateways", "TransitGateways"):
            yield self.ec2_resource(
                "transit-gateway", "AWS::EC2::TransitGateway", "transit-gateway", item["TransitGatewayId"], item,
                item["State"], created=item["CreationTime"],
            )  # fmt: skip
        for item in self.every("ec2", "describe_transit_gateway_attachments", "TransitGatewayAttachments"):
            yield self.ec2_resource(
                "transit-attachment", "AWS::EC2::TransitGatewayAttachment", "transit-gateway-attachment",
                item["TransitGatewayAttachmentId"], item, item["State"], created=item["CreationTime"],
            )  # fmt: skip

    def kubernetes(self):
        for name in self.every("eks", "list_clusters", "clusters"):
            item = self.client("eks").describe_cluster(name=name)["cluster"]
            yield resource(
                "kubernetes-cluster", item["arn"], "AWS::EKS::Cluster", name, self.region, item["status"],
                item["tags"], created=item["createdAt"],
            )  # fmt: skip
            for group in self.every("eks", "list_nodegroups", "nodegroups", clusterName=name):
                item = self.client("eks").describe_nodegroup(clusterName=name, nodegroupName=group)["nodegroup"]
                yield resource(
                    "node-group", item["nodegroupArn"], "AWS::EKS::Nodegroup", group, self.region, item["status"],
                    item["tags"], created=item["createdAt"], size=", ".join(item["instanceTypes"]),
                    gpus=self.gpus(item["instanceTypes"][0], item["scalingConfig"]["desiredSize"]),
                )  # fmt: skip

    def buckets(self):
        s3 = self.client("s3")
        for item in s3.list_buckets()["Buckets"]:
            where = s3.get_bucket_location(Bucket=item["Name"])["LocationConstraint"] or "us-east-1"
            if where != self.region:
                continue
            try:
                tags = tags_of(s3.get_bucket_tagging(Bucket=item["Name"])["TagSet"])
            except s3.exceptions.ClientError as error:
                if error.response["Error"]["Code"] != "NoSuchTagSet":
                    raise
                tags = {}
            arn = f"arn:aws:s3:::{item['Name']}"
            yield resource(
                "bucket", arn, "AWS::S3::Bucket", item["Name"], self.region, None, tags, created=item["CreationDate"]
            )

    def models(self):
        sagemaker = self.client("sagemaker")
        for item in self.every("sagemaker", "list_endpoints", "Endpoints"):
            endpoint = sagemaker.describe_endpoint(EndpointName=item["EndpointName"])
            config = sagemaker.describe_endpoint_config(EndpointConfigName=endpoint["EndpointConfigName"])
            (variant,) = config["ProductionVariants"]
            (running,) = endpoint["ProductionVariants"]
            yield resource(
                "model-endpoint", item["EndpointArn"], "AWS::SageMaker::Endpoint", item["EndpointName"], self.region,
                item["EndpointStatus"], self.sagemaker_tags(item["EndpointArn"]), created=item["CreationTime"],
                size=variant["InstanceType"], gpus=self.gpus(variant["InstanceType"], running["CurrentInstanceCount"]),
            )  # fmt: skip
        for item in self.every("sagemaker", "list_training_jobs", "TrainingJobSummaries"):
            job = sagemaker.describe_training_job(TrainingJobName=item["TrainingJobName"])
            machines = job["ResourceConfig"]
            yield resource(
                "training-job", item["TrainingJobArn"], "AWS::SageMaker::TrainingJob", item["TrainingJobName"],
                self.region, job["TrainingJobStatus"], self.sagemaker_tags(item["TrainingJobArn"]),
                created=item["CreationTime"], size=machines["InstanceType"],
                gpus=self.gpus(machines["InstanceType"], machines["InstanceCount"]),
            )  # fmt: skip

    def sagemaker_tags(self, arn):
        return tags_of(self.client("sagemaker").list_tags(ResourceArn=arn)["Tags"])

    def rest(self):
        for item in self.every("fsx", "describe_file_systems", "FileSystems"):
            tags = tags_of(item["Tags"])
            # moto gives a file system neither state nor time of creation.
            yield resource(
                "file-system", item["ResourceARN"], "AWS::FSx::FileSystem", tags["Name"], self.region,
                item.get("Lifecycle"), tags, created=item.get("CreationTime"),
                size=f"{item['FileSystemType']} {item['StorageCapacity']} GiB",
            )  # fmt: skip
        functions = self.client("lambda")
        for item in self.every("lambda", "list_functions", "Functions"):
            state = functions.get_function_configuration(FunctionName=item["FunctionName"])["State"]
            yield resource(
                "function", item["FunctionArn"], "AWS::Lambda::Function", item["FunctionName"], self.region, state,
                functions.list_tags(Resource=item["FunctionArn"])["Tags"], size=f"{item['MemorySize']} MB",
            )  # fmt: skip
        for item in self.every("rds", "describe_db_instances", "DBInstances"):
            yield resource(
                "database", item["DBInstanceArn"], "AWS::RDS::DBInstance", item["DBInstanceIdentifier"], self.region,
                item["DBInstanceStatus"], tags_of(item["TagList"]), created=item["InstanceCreateTime"],
                zone=item["AvailabilityZone"], size=item["DBInstanceClass"],
            )  # fmt: skip
        kms = self.client("kms")
        aliases = {item["TargetKeyId"]: item["AliasName"] for item in kms.list_aliases()["Aliases"] if "TargetKeyId" in item}
        for key in self.every("kms", "list_keys", "Keys"):
            item = kms.describe_key(KeyId=key["KeyId"])["KeyMetadata"]
            yield resource(
                "encryption-key", item["Arn"], "AWS::KMS::Key", aliases.get(key["KeyId"], key["KeyId"]), self.region,
                item["KeyState"], tags_of(kms.list_resource_tags(KeyId=key["KeyId"])["Tags"], "TagKey", "TagValue"),
                created=item["CreationDate"],
            )  # fmt: skip

    def resources(self):
        for part in (self.instances, self.volumes, self.networks, self.kubernetes, self.buckets, self.models, self.rest):
            yield from part()

    def defaults(self):
        """What nobody made by name: the default network with its subnets, and the root disks of instances."""
        ec2 = self.client("ec2")
        chosen = [{"Name": "is-default", "Values": ["true"]}]
        vpcs = [item["VpcId"] for item in ec2.describe_vpcs(Filters=chosen)["Vpcs"]]
        subnets = ec2.describe_subnets(Filters=[{"Name": "vpc-id", "Values": vpcs}])["Subnets"]
        attached = [{"Name": "attachment.device", "Values": ["/dev/sda1"]}]
        roots = ec2.describe_volumes(Filters=attached)["Volumes"]
        yield from (self.arn("ec2", f"vpc/{vpc}") for vpc in vpcs)
        yield from (self.arn("ec2", f"subnet/{item['SubnetId']}") for item in subnets)
        yield from (self.arn("ec2", f"volume/{item['VolumeId']}") for item in roots)


def main(endpoint, regions):
    session = boto3.Session(aws_access_key_id="peer", aws_secret_access_key="peer")
    asked = [Region(session, endpoint, region) for region in regions]
    document = {
        "resources": [item for region in asked for item in region.resources()],
        "defaults": [arn for region in asked for arn in region.defaults()],
        "gaps": [*({"region": region, **gap} for region in regions for gap in MOTO_CANNOT), *MOTO_PRICES_NOTHING],
    }
    made = Counter((item["region"], item["kind"]) for item in document["resources"])
    made -= Counter((arn.split(":")[3], DEFAULT_KINDS[arn.split(":")[5].split("/")[0]]) for arn in document["defaults"])
    wanted = {(region, kind): count for region in regions for kind, count in FLEET.items()}
    if made != wanted:
        sys.exit(f"moto holds something else than the fleet and its defaults: {made - Counter(wanted)} {Counter(wanted) - made}")
    json.dump(document, sys.stdout)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2:])
