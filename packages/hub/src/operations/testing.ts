import { authorize } from '../access/authorize.js';
import type { Caller, PolicyDocument } from '../access/caller.js';
import { ROOT_POLICIES } from '../access/principals.js';
import type { ControlStore } from '../store/control.js';
import { openTestControl } from '../testing/control.js';
import { createTokens } from '../wire/tokens.js';
import type { Context } from './operation.js';

export const ACCOUNT = '123456789012';
export const REGION = 'us-west-1';
export const NOW = new Date('2026-03-04T05:06:07.890Z');
export const HUB_ARN = `arn:aws:securityhub:${REGION}:${ACCOUNT}:hub/default`;

export interface TestHub {
  control: ControlStore;
  /** A call of the account's root in the Region, unless it says otherwise. */
  call(changes?: Partial<Caller>): Context;
  close(): Promise<void>;
}

/** The policies of a caller who may do only this. */
export const only = (action: string, resource = '*'): readonly PolicyDocument[] => [
  { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: [action], Resource: [resource] }] },
];

/** What tests of operations call them with: a real control store, real policies, real tokens. No findings. */
export async function openTestHub(): Promise<TestHub> {
  const { store: control, close } = await openTestControl();
  const tokens = createTokens(Buffer.alloc(32, 7));
  const absent = async (): Promise<never> => {
    throw new Error('This test has no findings');
  };
  return {
    control,
    close,
    call: (changes) => ({
      caller: {
        account: ACCOUNT,
        arn: `arn:aws:iam::${changes?.account ?? ACCOUNT}:root`,
        userId: ACCOUNT,
        accessKeyId: 'AKIATEST',
        region: REGION,
        policies: ROOT_POLICIES,
        ...changes,
      },
      now: NOW,
      bodyBytes: 0,
      store: {
        control,
        findings: {
          read: absent,
          commit: absent,
          find: absent,
          history: absent,
          group: absent,
          expire: absent,
        },
        deliveries: {
          ...{
            add: absent,
            due: absent,
            claim: absent,
            settle: absent,
            note: absent,
            take: absent,
            list: absent,
          },
          ...{ get: absent, count: absent, retry: absent, remove: absent, removeAll: absent, prune: absent },
        },
        statistics: { count: absent, values: absent, trend: absent, closed: absent },
        ping: absent,
        backup: absent,
        close,
      },
      access: { authorize },
      tokens,
      settings: { unknownMembers: 'refuse' },
      meter: { imported: () => undefined },
      reportDefect: (error) => {
        throw error;
      },
    }),
  };
}

/** What a client is told of a refusal. Throws if the call was answered instead. */
export async function refusal(
  call: Promise<unknown>,
): Promise<{ code: string; status: number; message: string }> {
  const error: unknown = await call.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (!(error instanceof Error) || !('code' in error) || !('status' in error)) {
    throw new Error(`Expected a refusal, got ${String(error)}`);
  }
  return { code: String(error.code), status: Number(error.status), message: error.message };
}
