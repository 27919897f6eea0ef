"""Runs calls of boto3 for a test: one JSON object per line in, one per line out.

in:  {"operation": "get_findings", "input": {...}} | {"identity": true} | {"paginate": {...}, "page_size": n}
out: {"output": ...} | {"code": "...", "message": "..."}
"""
import json
import sys

import boto3
from botocore.exceptions import ClientError

hub = boto3.client("securityhub")
sts = boto3.client("sts")


def carry_out(task):
    if "identity" in task:
        return sts.get_caller_identity()
    if "paginate" in task:
        pages = hub.get_paginator("get_findings").paginate(
            **task["paginate"], PaginationConfig={"PageSize": task["page_size"]}
        )
        return [finding for page in pages for finding in page["Findings"]]
    return getattr(hub, task["operation"])(**task["input"])


for line in sys.stdin:
    try:
        answer = {"output": carry_out(json.loads(line))}
    except ClientError as error:
        answer = {"code": error.response["Error"]["Code"], "message": error.response["Error"]["Message"]}
    except Exception as error:
        answer = {"code": type(error).__name__, "message": str(error)}
    print(json.dumps(answer, default=str), flush=True)
