import { boto3Caller, boto3Missing } from './support/boto3.js';
import { pagingSuite } from './support/paging.js';
import { clientSuite } from './support/suite.js';

clientSuite('boto3', boto3Caller, boto3Missing());
pagingSuite('boto3', boto3Caller, boto3Missing());
