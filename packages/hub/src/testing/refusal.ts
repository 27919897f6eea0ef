import { expect } from 'vitest';
import type { Answer } from './client.js';

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Holds an answer to the shape of the service's errors: the name in a header and in the body, the request's id in both. */
export function expectRefusal(answer: Answer, status: number, code: string, message: unknown): void {
  const requestId = answer.headers['x-amzn-requestid'];
  expect(answer).toMatchObject({
    status,
    headers: { 'x-amzn-errortype': code, 'content-type': expect.stringMatching(/^application\/json\b/) },
    json: { Message: message, Code: code, RequestId: requestId, Type: status >= 500 ? 'Server' : 'Client' },
  });
  expect(requestId).toMatch(UUID);
}

/** Holds an answer to a success with exactly this JSON text. */
export function expectSuccess(answer: Answer, text: string): void {
  expect(answer).toMatchObject({ status: 200, text });
  expect(answer.headers['x-amzn-requestid']).toMatch(UUID);
  expect(answer.headers).not.toHaveProperty('x-amzn-errortype');
}

/** The success of an import of so many findings, to the letter. */
export const imported = (count: number): string =>
  `{"FailedCount":0,"SuccessCount":${count},"FailedFindings":[]}`;
