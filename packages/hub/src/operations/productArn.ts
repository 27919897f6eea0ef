import { partitionOf } from '../access/arn.js';
import { invalidInput } from '../errors.js';
import { type ProductArn, parseProductArn } from '../products/arn.js';

/**
 * A product ARN that a caller names. One of another Region or partition cannot be meant: the call happens in one Region.
 *
 * @throws ServiceError InvalidInputException; the service's whole message is the ARN in quotes
 */
export function requireProductArn(text: string, region: string): ProductArn {
  const arn = parseProductArn(text);
  if (arn === undefined || arn.region !== region || arn.partition !== partitionOf(region)) {
    throw unknownProductArn(text);
  }
  return arn;
}

export const unknownProductArn = (text: string) => invalidInput(`productArn: "${text}"`);
