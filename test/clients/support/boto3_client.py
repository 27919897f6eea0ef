"""Runs calls of boto3 for a test: one JSON object per line in, one per line out.

in:  {"identity": true} | {"operation": "get_findings", "input": {...}}
     | {"paginate": "get_findings", "input": {...}, "config": {"PageSize": n}, "items": "Findings"}
     | {"full_result": "get_findings", "input": {...}, "config": {"PageSize": n, "MaxItems": n}}
out: {"output": ...} | {"code": "...", "message": "..."}
"""
import json
import sys

import boto3
from botocore.exceptions import ClientError

hub = boto3.client("securityhub")
sts = boto3.client("sts")


def pages(operation, task):
    return hub.get_paginator(operation).paginate(**task["input"], PaginationConfig=task["config"])


def carry_out(task):
    if "identity" in task:
        return sts.get_caller_identity()
    if "paginate" in task:
        return [item for page in pages(task["paginate"], task) for item in page[task["items"]]]
    if "full_result" in task:
        return pages(task["full_result"], task).build_full_result()
    return getattr(hub, task["operation"])(**task["input"])


for line in sys.stdin:
    try:
        answer = {"output": carry_out(json.loads(line))}
    except ClientError as error:
        answer = {"code": error.response["Error"]["Code"], "message": error.response["Error"]["Message"]}
    except Exception as error:
        answer = {"code": type(error).__name__, "message": str(error)}
    print(json.dumps(answer, default=str), flush=True)
