"""Publishes to a moto server, through boto3, what CloudWatch agents and Container Insights publish.

Prints one JSON document: the window (`from`, `to`, in milliseconds) and `series`, what Millwright has to read of it, worked
out from what was put and nothing of Millwright's.
"""

import json
import sys
import time
from datetime import datetime, timezone

import boto3
from botocore.config import Config

ACCOUNT = "123456789012"
MINUTES = 6
MIB = 1024 * 1024
# Name: canonical metric, what it is put as at one minute of one device, and what that is in canonical units.
AGENT = {
    "nvidia_smi_utilization_gpu": ("hw.gpu.utilization", lambda at, gpu: 10 * at + gpu, lambda put: put / 100),
    "nvidia_smi_memory_used": ("hw.gpu.memory.usage", lambda at, gpu: 1000 * at + gpu, lambda put: put * MIB),
    "nvidia_smi_memory_total": ("hw.gpu.memory.limit", lambda at, gpu: 81559, lambda put: put * MIB),
    "nvidia_smi_power_draw": ("hw.power", lambda at, gpu: 300.25 + at + gpu, lambda put: put),
    "nvidia_smi_temperature_gpu": ("hw.temperature", lambda at, gpu: 40 + at, lambda put: put),
}
INSIGHTS = {
    "gpu_utilization": ("hw.gpu.utilization", lambda at, gpu: 90 - at - gpu, lambda put: put / 100),
    "gpu_tensor_core_utilization": ("gpu.tensor.active", lambda at, gpu: 0.25 + gpu / 8, lambda put: put),
    "gpu_memory_used": ("hw.gpu.memory.usage", lambda at, gpu: (at + 1) * MIB, lambda put: put),
    "gpu_memory_total": ("hw.gpu.memory.limit", lambda at, gpu: 80 * 1024 * MIB, lambda put: put),
    "gpu_memory_utilization": ("hw.gpu.memory.utilization", lambda at, gpu: 12.5, lambda put: put / 100),
    "gpu_power_draw": ("hw.power", lambda at, gpu: 512 + at, lambda put: put),
    "gpu_temperature": ("hw.temperature", lambda at, gpu: 55 + gpu, lambda put: put),
}
# More file systems than one page of ListMetrics holds.
PATHS = 520


class Publisher:
    def __init__(self, client, region, first):
        self.client = client
        self.region = region
        self.first = first
        self.data = {"CWAgent": [], "ContainerInsights": []}
        self.series = []

    def put(self, namespace, name, dimensions, values, first=None):
        """`values`: those of each minute from the first on."""
        for minute, at_once in enumerate(values):
            when = (self.first if first is None else first) + 60 * minute
            for value in at_once:
                self.data[namespace].append(
                    {
                        "MetricName": name,
                        "Dimensions": [{"Name": key, "Value": text} for key, text in dimensions.items()],
                        "Timestamp": datetime.fromtimestamp(when + 7, timezone.utc),
                        "Value": value,
                    }
                )

    def expect(self, namespace, name, metric, subject, attributes, values):
        self.series.append(
            {
                "region": self.region,
                "group": namespace,
                "metric": metric,
                "definition": f"{namespace} {name}",
                "subject": subject,
                "attributes": attributes,
                "points": [[(self.first + 60 * minute) * 1000, value] for minute, value in enumerate(values)],
            }
        )

    def arn(self, instance):
        return f"arn:aws:ec2:{self.region}:{ACCOUNT}:instance/{instance}"

    def agent(self, instance):
        for name, (metric, value_of, convert) in AGENT.items():
            for gpu in range(2):
                values = [value_of(minute, gpu) for minute in range(MINUTES)]
                device = {"InstanceId": instance, "index": str(gpu), "name": "NVIDIA H100 80GB HBM3", "arch": "Hopper"}
                # Two samples a minute, around the mean that is to be read.
                self.put("CWAgent", name, device, [[value - 0.5, value + 0.5] for value in values])
                self.expect(
                    "CWAgent", name, metric, "accelerator",
                    {"resource": self.arn(instance), "gpu.index": str(gpu), "gpu.model": device["name"]},
                    [convert(value) for value in values],
                )  # fmt: skip
            # What the agent rolls up, where it is configured to.
            for dimensions in ({"InstanceId": instance}, {"index": "0", "InstanceId": instance}, {}):
                self.put("CWAgent", name, dimensions, [[1]])
        # Listed, and without data in the window.
        silent = {"InstanceId": instance, "index": "7", "name": "NVIDIA H100 80GB HBM3", "arch": "Hopper"}
        self.put("CWAgent", "nvidia_smi_power_draw", silent, [[99]], first=self.first - 3600)

    def file_systems(self, instance):
        for index in range(PATHS):
            dimensions = {"InstanceId": instance, "path": f"/scratch/{index}", "device": f"nvme{index}", "fstype": "xfs"}
            self.put("CWAgent", "disk_used", dimensions, [[index * MIB]])
            self.expect(
                "CWAgent", "disk_used", "host.filesystem.usage", "host",
                {
                    "resource": self.arn(instance),
                    "mountpoint": dimensions["path"],
                    "device": dimensions["device"],
                    "fstype": "xfs",
                },
                [index * MIB],
            )  # fmt: skip

    def insights(self, instance):
        node = {"ClusterName": "forge", "InstanceId": instance, "NodeName": f"{instance}.{self.region}.compute.internal"}
        on_node = {
            "resource": self.arn(instance),
            "host.name": node["NodeName"],
            "k8s.cluster.name": "forge",
        }
        pod = {"ClusterName": "forge", "Namespace": "train", "PodName": "llm", "FullPodName": f"llm-{instance}"}
        of_pod = {"k8s.cluster.name": "forge", "k8s.namespace.name": "train", "k8s.pod.name": pod["FullPodName"]}
        levels = [
            ("node", "accelerator", {**node, "InstanceType": "p5.48xlarge"}, on_node, node),
            ("pod", "container", pod, of_pod, {"ClusterName": "forge"}),
            (
                "container", "container", {**pod, "ContainerName": "main"},
                {**of_pod, "k8s.container.name": "main"}, {"ClusterName": "forge"},
            ),
        ]  # fmt: skip
        for level, subject, dimensions, attributes, rolled_up in levels:
            for suffix, (metric, value_of, convert) in INSIGHTS.items():
                name = f"{level}_{suffix}"
                for gpu in range(2):
                    values = [value_of(minute, gpu) for minute in range(MINUTES)]
                    device = {**dimensions, "GpuDevice": f"nvidia{gpu}"}
                    self.put("ContainerInsights", name, device, [[value] for value in values])
                    self.expect(
                        "ContainerInsights", name, metric, subject,
                        {**attributes, "gpu.index": str(gpu)}, [convert(value) for value in values],
                    )  # fmt: skip
                self.put("ContainerInsights", name, rolled_up, [[1]])
        for name, direction in (("node_efa_rx_bytes", "receive"), ("node_efa_tx_bytes", "transmit")):
            interface = {**node, "InstanceType": "p5.48xlarge", "NetworkInterfaceId": f"eni-{instance}"}
            self.put("ContainerInsights", name, interface, [[4e9]])
            self.expect(
                "ContainerInsights", name, "fabric.io.rate", "host",
                {**on_node, "network.interface": interface["NetworkInterfaceId"], "direction": direction}, [4e9],
            )  # fmt: skip

    def send(self):
        for namespace, data in self.data.items():
            for start in range(0, len(data), 500):
                self.client.put_metric_data(Namespace=namespace, MetricData=data[start : start + 500])


def main(endpoint, regions):
    session = boto3.Session(aws_access_key_id="peer", aws_secret_access_key="peer")
    first = int(time.time()) // 60 * 60 - 60 * (MINUTES + 4)
    series = []
    for index, region in enumerate(regions):
        ec2 = session.client("ec2", region_name=region, endpoint_url=endpoint)
        running = [{"Name": "instance-state-name", "Values": ["running"]}, {"Name": "instance-type", "Values": ["p5.48xlarge"]}]
        found = ec2.describe_instances(Filters=running)["Reservations"]
        instances = sorted(item["InstanceId"] for reservation in found for item in reservation["Instances"])
        # moto decompresses what its server has decompressed before.
        plain = Config(disable_request_compression=True)
        client = session.client("cloudwatch", region_name=region, endpoint_url=endpoint, config=plain)
        publisher = Publisher(client, region, first)
        for instance in instances:
            publisher.agent(instance)
            publisher.insights(instance)
        if index == 0:
            publisher.file_systems(instances[0])
        publisher.send()
        series += publisher.series
    json.dump({"from": first * 1000, "to": (first + 60 * MINUTES) * 1000, "series": series}, sys.stdout)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2:])
